// Draws the icons of the installed app from the favicon, with the Chromium of the machine. Run by hand when the drawing changes.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright'
import { launchOptions } from './chromium.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '../public')
const svg = readFileSync(join(root, 'favicon.svg'), 'utf8')
const browser = await chromium.launch(launchOptions)
for (const [name, size, full] of [['icon-192', 192, false], ['icon-512', 512, false], ['icon-mask-512', 512, true]]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  // A maskable icon fills its square: the platform cuts the shape.
  const drawing = full ? svg.replace('rx="7"', '').replace('translate(5.6 5.6) scale(.65)', 'translate(8 8) scale(.5)') : svg
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${drawing}`)
  await page.screenshot({ path: join(root, name + '.png'), omitBackground: true })
}
await browser.close()
