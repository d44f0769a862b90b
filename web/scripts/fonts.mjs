// Cuts the two font files down to what prices and Latin words need (Chinese comes from the system). Run by hand when the range changes.
import { readFileSync, writeFileSync, copyFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import subsetFont from 'subset-font'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const source = join(root, 'node_modules/@fontsource/ibm-plex-sans')
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('')
const text = range(0x20, 0x7e) + ' ¢£¥§©«°±²³·»¼½¾×ÀÄÇÉÖÜßàäçèéêëíñóöúü÷–—‘’“”•…€‰→−≤≥'

for (const weight of [400, 600]) {
  const from = readFileSync(join(source, `files/ibm-plex-sans-latin-${weight}-normal.woff2`))
  const cut = await subsetFont(from, text, { targetFormat: 'woff2' })
  writeFileSync(join(root, `src/ui/fonts/plex-${weight}.woff2`), cut)
  console.log(weight, from.length, '→', cut.length)
}
copyFileSync(join(source, 'LICENSE'), join(root, 'src/ui/fonts/OFL.txt'))
