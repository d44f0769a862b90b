// Vite plugins that run after the bundle is written: compressed copies and the service worker.
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const files = (dir) => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name))

/**
 * The shell that must open without a network: the page, everything it loads at once, fonts and icons. Other files are kept when first used.
 */
export function workerPlugin() {
  let config
  return {
    name: 'worker',
    apply: 'build',
    configResolved(c) { config = c },
    closeBundle() {
      const dist = config.build.outDir
      const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
      const entry = Object.values(manifest).find((m) => m.isEntry)
      const shell = new Set()
      const add = (chunk) => {
        if (shell.has(chunk.file)) return
        shell.add(chunk.file)
        for (const f of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) shell.add(f)
        for (const i of chunk.imports ?? []) add(manifest[i])
      }
      add(entry)
      for (const m of Object.values(manifest)) if (m.file.endsWith('.woff2')) shell.add(m.file)
      const list = ['/', '/boot.js', '/manifest.webmanifest', '/favicon.svg', ...[...shell].sort().map((f) => '/' + f)]
      const page = readFileSync(join(dist, 'index.html'), 'utf8')
      const version = createHash('sha256').update(page + list.join()).digest('hex').slice(0, 12)
      const source = readFileSync(join(config.root, 'src/worker.js'), 'utf8')
      writeFileSync(join(dist, 'sw.js'), source.replace('__VERSION__', version).replace('__SHELL__', JSON.stringify(list)))
    },
  }
}

/** Leaves `file.br` and `file.gz` beside each text file of a kilobyte or more; a server sends them as they lie. */
export function compressPlugin() {
  let config
  return {
    name: 'compress',
    apply: 'build',
    enforce: 'post',
    configResolved(c) { config = c },
    closeBundle() {
      writeFileSync(join(config.build.outDir, '.keep'), '')
      for (const file of files(config.build.outDir).filter((f) => /\.(js|css|html|svg|json|webmanifest|wasm)$/.test(f) && !f.includes('/.vite/'))) {
        const text = readFileSync(file)
        if (text.length < 1024) continue
        writeFileSync(file + '.gz', gzipSync(text, { level: 9 }))
        writeFileSync(file + '.br', brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      }
    },
  }
}
