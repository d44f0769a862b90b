// Turns src/ui/tokens.json into the text of src/ui/tokens.css: one source, read by gen, by the drift test and by nothing else.

const kebab = (name) => name.replace(/[A-Z]/g, (c) => '-' + c.toLowerCase())
const rem = (px) => px / 16 + 'rem'
const block = (selector, lines) => `${selector} {\n${lines.map((l) => `  ${l};`).join('\n')}\n}\n`

const colors = (palette) => Object.entries(palette).map(([name, value]) => `--color-${kebab(name)}: ${value}`)

const density = ({ row, control, cell, text }) => [
  `--row: ${rem(row)}`,
  `--control: ${rem(control)}`,
  `--cell: ${rem(cell)}`,
  `--body: ${rem(text[0])}`,
  `--body-line: ${rem(text[1])}`,
]

/** Lengths are written in rem, so that "bigger text" (a larger root size) scales controls together with their words. */
export function tokensCSS(t) {
  const family = t.font.map((f) => (f.includes(' ') ? `"${f}"` : f)).join(', ')
  const theme = [
    ...['color', 'text', 'radius', 'shadow', 'breakpoint', 'font', 'font-weight', 'ease'].map((n) => `--${n}-*: initial`),
    ...colors(t.color.light),
    `--font-sans: ${family}`,
    '--font-weight-normal: 400',
    '--font-weight-strong: 600',
    ...Object.entries(t.text).flatMap(([n, [size, line]]) => [`--text-${n}: ${rem(size)}`, `--text-${n}--line-height: ${rem(line)}`]),
    `--spacing: ${rem(t.space)}`,
    ...Object.entries(t.radius).map(([n, v]) => `--radius-${n}: ${rem(v)}`),
    ...Object.entries(t.shadow).map(([n, v]) => `--shadow-${n}: ${v}`),
    ...Object.entries(t.breakpoint).map(([n, v]) => `--breakpoint-${n}: ${rem(v)}`),
    `--ease-standard: ${t.motion.easing}`,
  ]
  const live = ['--text-body: var(--body)', '--text-body--line-height: var(--body-line)', ...['row', 'control', 'cell'].map((n) => `--spacing-${n}: var(--${n})`)]
  return [
    '/* Written by `npm run gen` from tokens.json. Do not edit. */\n',
    block('@theme static', theme),
    block('@theme inline', live),
    block(':root', [
      ...Object.entries(t.layer).map(([n, v]) => `--z-${n}: ${v}`),
      `--fast: ${t.motion.fast}ms`,
      `--base: ${t.motion.base}ms`,
      'color-scheme: light',
    ]),
    block('[data-theme="light"]', [...colors(t.color.light), 'color-scheme: light']),
    block('[data-theme="dark"]', [...colors(t.color.dark), 'color-scheme: dark']),
    block(':root, [data-density="comfortable"]', density(t.density.comfortable)),
    ...['compact', 'touch'].map((n) => block(`[data-density="${n}"]`, density(t.density[n]))),
    block(':root[data-bigger]', [`font-size: ${t.bigger * 100}%`]),
  ].join('\n')
}
