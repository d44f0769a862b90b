import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { launchOptions } from './scripts/chromium.mjs'
import { messagesPlugin } from './scripts/messages.mjs'
import { alias } from './vite.config.ts'

/** `*.test.ts` is plain code in Node; `*.test.tsx` runs in the machine's Chromium, because keyboards and composition are the browser's. */
export default defineConfig({
  test: {
    projects: [
      { plugins: [messagesPlugin()], resolve: { alias }, test: { name: 'code', environment: 'node', include: ['src/**/*.test.ts'] } },
      {
        plugins: [messagesPlugin(), react(), tailwindcss()],
        resolve: { alias },
        optimizeDeps: { include: ['react', 'react-dom/client', 'react/jsx-dev-runtime', 'use-intl/react', '@tanstack/react-router', '@tanstack/react-query', '@tanstack/react-virtual', 'axe-core', 'lucide-react', 'clsx', 'vitest-browser-react', '@base-ui/react/dialog', '@base-ui/react/menu', '@base-ui/react/combobox', '@base-ui/react/popover', '@base-ui/react/tooltip'] },
        test: {
          name: 'screen',
          include: ['src/**/*.test.tsx'],
          setupFiles: ['src/testing/setup.ts'],
          // As in Playwright: a machine that does other things too may be late once; what passes only then is printed with its retry.
          retry: process.env.CI ? 1 : 0,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions, contextOptions: { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' } }),
            instances: [{ browser: 'chromium', viewport: { width: 1000, height: 900 } }],
          },
        },
      },
    ],
  },
})
