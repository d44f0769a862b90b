// `make test-sso`: relying parties of others log in against a running hub (HUB_URL), and the same checks run against a provider of
// others. One line for each check; anything that does not hold ends the run with 1.
import { Apache, apacheChecks } from './apache.mjs'
import { checks } from './checks.mjs'
import { control } from './control.mjs'
import { hub } from './hub.mjs'
import { listen, Party } from './relying.mjs'

const began = Date.now()
const counted = { ok: 0, failed: 0, not: 0 }

async function one(target, [name, run, options = {}], context) {
  const label = target.name.padEnd(8)
  if (target.name === 'control' && options.not) {
    counted.not++
    console.log(`n/a     ${label}${name}: ${options.not}`)
    return
  }
  const at = Date.now()
  try {
    const said = await run(context)
    counted.ok++
    console.log(`ok      ${label}${name}${said ? `: ${said}` : ''} (${Date.now() - at} ms)`)
  } catch (error) {
    counted.failed++
    console.log(`FAILED  ${label}${name}: ${error.stack ?? error}${error.cause ? ` because ${JSON.stringify(error.cause)}` : ''}`)
  }
}

async function all(target) {
  const rp = await listen()
  const keep = {}
  const party = await Party.at(target, rp)
  for (const check of checks) await one(target, check, { target, rp, party, keep })
  const apache = await Apache.before(target)
  try {
    for (const check of apacheChecks) await one(target, check, { target, apache, keep })
  } finally {
    apache.close()
    rp.close()
  }
}

const other = await control()
await all(await hub(process.env.HUB_URL))
await all(other)
other.close()
console.log(`sso: ${counted.ok} checks hold, ${counted.failed} failed, ${counted.not} do not apply to the control; ${((Date.now() - began) / 1000).toFixed(1)} s`)
process.exitCode = counted.failed ? 1 : 0
