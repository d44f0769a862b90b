// The bars of the interface design, as one table: sizes of the build and, with HUB_URL, what a running hub with the demo looks like.
// BARS=short looks at few views and leaves Lighthouse out. Ends with an error when one is missed.
import { gridBars } from './gridbars.mjs'
import { hubBars } from './hubbars.mjs'
import { sizes } from './sizes.mjs'
import { thousandBars } from './thousandbars.mjs'

const hub = process.env.HUB_URL?.replace(/\/$/, '')
let rows = []
let notes = []
try {
  rows = sizes()
  if (hub) {
    const seen = await hubBars(hub, process.env.BARS === 'short')
    rows.push(...seen.rows, ...(await gridBars(hub, process.env.BARS === 'short')))
    // Last, for its companies stay in the hub.
    if (process.env.BARS !== 'short') rows.push(...(await thousandBars(hub)))
    notes = seen.notes
  }
} catch (error) {
  console.error(error.message)
  process.exit(1)
}
const widths = ['what', 'where', 'value', 'bar'].map((k) => Math.max(...rows.map((r) => r[k].length)))
for (const r of rows) {
  console.log(r.good ? ' ' : '✗', r.what.padEnd(widths[0]), r.where.padEnd(widths[1]), r.value.padStart(widths[2]), r.bar.padStart(widths[3]))
}
for (const note of notes) console.log('  ', note)
if (!hub) console.log('Only sizes: HUB_URL names no running hub to look at.')
const missed = rows.filter((r) => !r.good)
if (missed.length > 0) {
  console.error(`${missed.length} of ${rows.filter((r) => r.bar).length} bars are missed.`)
  process.exit(1)
}
console.log(`All ${rows.filter((r) => r.bar).length} bars are held.`)
