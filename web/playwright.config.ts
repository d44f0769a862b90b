import { defineConfig } from '@playwright/test'
import { launchOptions } from './scripts/chromium.mjs'

/** `gallery` looks at the pieces (dev server), `shell` at what is shipped (build, then `vite preview` with the hub's own policy headers). */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  timeout: 20_000,
  workers: 2,
  // A machine that does other things too may be late once; what fails twice is wrong. The report names what needed a second try.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['html', { open: 'never', outputFolder: 'playwright-report' }]],
  use: { launchOptions, trace: 'retain-on-failure', timezoneId: 'Asia/Shanghai' },
  projects: [
    { name: 'gallery', testMatch: /gallery\.spec/, use: { baseURL: 'http://127.0.0.1:5173' } },
    // A running hub, named by HUB_URL, with its built-in mailbox.
    ...(process.env.HUB_URL ? [{ name: 'hub', testMatch: /e2e\/hub\/.*\.spec\./, use: { baseURL: process.env.HUB_URL } }] : []),
    { name: 'shell', testIgnore: /gallery\.spec|e2e\/hub\//, use: { baseURL: 'http://127.0.0.1:4173' } },
  ],
  webServer: [
    { command: 'npx vite --strictPort', url: 'http://127.0.0.1:5173/src/testing/gallery/index.html', reuseExistingServer: !process.env.CI },
    { command: 'npx vite build --logLevel warn && npx vite preview --strictPort', url: 'http://127.0.0.1:4173', reuseExistingServer: !process.env.CI },
  ],
})
