// Writes everything that is derived and checked in: colours and sizes, the types of the texts, the types of the HTTP contract.
import { readFileSync, writeFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import openapiTS, { astToString } from 'openapi-typescript'
import { messagesTypes } from './messages.mjs'
import { tokensCSS } from './tokens.mjs'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const contract = join(root, '../api/openapi')

const write = (file, text) => writeFileSync(join(root, file), text)

write('src/ui/tokens.css', tokensCSS(JSON.parse(readFileSync(join(root, 'src/ui/tokens.json'), 'utf8'))))
write('src/lib/i18n/messages.gen.ts', messagesTypes(root))

const capabilities = readdirSync(contract)
  .filter((f) => /^[a-z]+\.yaml$/.test(f) && f !== 'shared.yaml')
  .map((f) => f.replace('.yaml', ''))
  .sort()
for (const name of capabilities) {
  const ast = await openapiTS(pathToFileURL(join(contract, `${name}.yaml`)), { alphabetize: true })
  write(`src/api/${name}.gen.ts`, `// Written by \`npm run gen\` from api/openapi/${name}.yaml. Do not edit.\n${astToString(ast)}`)
}
write(
  'src/api/paths.gen.ts',
  `// Written by \`npm run gen\`. Do not edit.\n${capabilities.map((n) => `import type { paths as ${n} } from './${n}.gen'`).join('\n')}\n\n/** Every operation of the hub. */\nexport type paths = ${capabilities.join(' & ')}\n`,
)
