import { ModuleProvider, Modules } from '@medusajs/framework/utils';
import { AxiomAuthProvider } from './provider';

export default ModuleProvider(Modules.AUTH, { services: [AxiomAuthProvider] });
