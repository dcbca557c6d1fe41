import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './style/fonts.css';
import './style/base.css';
import './style/layout.css';
import './style/parts.css';
import './style/product.css';

createRoot(document.getElementById('shop') as HTMLElement).render(<App />);
