import { defineConfig } from 'vite';
import { pageBuild } from '../passkey/app/page-build.ts';

/** The mailbox and the pages that links in mail lead to. */
export default defineConfig(pageBuild(import.meta.dirname, ['mail.html', 'account.html']));
