import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressPlugin, workerPlugin } from './scripts/after.mjs'
import { messagesPlugin } from './scripts/messages.mjs'

/** What the hub sends with the page; `vite preview` sends the same, so that a breach shows before the Go side sees it. */
export const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const hub = process.env.HUB_URL ?? 'http://127.0.0.1:8080'

/** Passes on what goes to the hub. It takes changes from pages of its own address only, so the pages served here borrow that. */
const proxy = { '/api': { target: hub, changeOrigin: true, headers: { origin: hub } } }

/** Compiled messages need only the formatter; the parser stays out of the bundle. */
export const alias = { 'use-intl/format-message': 'use-intl/format-message/format-only' }

/** What the application itself imports is there before any page: pages need not ask for it ahead. */
const there = /^assets\/(index|app|jsx-runtime|i18n|Button|clsx|createLucideIcon|matchContext|useRouter|useMatch|useLocation|with-selector|x)-[\w-]{8}\.js$/

export default defineConfig({
  plugins: [messagesPlugin(), react(), tailwindcss(), workerPlugin(), compressPlugin()],
  resolve: { alias },
  server: { host: '127.0.0.1', port: 5173, proxy },
  preview: { host: '127.0.0.1', port: 4173, headers: { 'Content-Security-Policy': policy }, proxy },
  build: { target: 'es2023', manifest: true, assetsInlineLimit: 0, reportCompressedSize: false, modulePreload: { polyfill: false, resolveDependencies: (_, needed) => needed.filter((file) => !there.test(file)) } },
})
