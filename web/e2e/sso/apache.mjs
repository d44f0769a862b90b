// Debian's Apache with mod_auth_openidc, which is certified, in front of a page that only signed-in people see.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Browser } from './browser.mjs'

/** Where the program and its modules are: `make deps` says so when it unpacked them. */
const program = process.env.APACHE_PATH ?? '/usr/sbin/apache2'
const modules = process.env.APACHE_MODULES ?? '/usr/lib/apache2/modules'

const freePort = () => new Promise((done) => { const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)) }) })

export class Apache {
  static async before(target) {
    if (!existsSync(program)) throw new Error(`there is no Apache at ${program}: run make deps`)
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const redirect = `${url}/protected/back`
    const client = await target.client({ redirect, postLogout: `${url}/bye`, backChannel: `${redirect}?logout=backchannel` })
    const dir = mkdtempSync(join(tmpdir(), 'sso-apache-'))
    chmodSync(dir, 0o755)
    mkdirSync(join(dir, 'site/protected'), { recursive: true })
    writeFileSync(join(dir, 'site/protected/index.html'), 'behind the door')
    writeFileSync(join(dir, 'site/bye'), 'bye')
    writeFileSync(join(dir, 'httpd.conf'), config(dir, port, redirect, target, client))
    const child = spawn(program, ['-f', join(dir, 'httpd.conf'), '-DFOREGROUND'], { stdio: ['ignore', 'inherit', 'inherit'] })
    const it = Object.assign(new Apache(), { url, target, client, dir, child })
    for (let tries = 0; tries < 100; tries++) {
      if (child.exitCode !== null) break
      if (await fetch(`${url}/bye`).then((a) => a.ok, () => false)) return it
      await new Promise((done) => setTimeout(done, 50))
    }
    const log = readFileSync(join(dir, 'error.log'), 'utf8')
    it.close()
    throw new Error(`Apache did not start:\n${log}`)
  }

  close() {
    this.child.kill('SIGTERM')
    this.child.once('exit', () => rmSync(this.dir, { recursive: true, force: true }))
  }

  /** Opens the page behind the door: what Apache answers without leading anywhere, or after a sign-in at the provider. */
  async open(browser, { enter }) {
    const page = `${this.url}/protected/index.html`
    let answer = await browser.send(page)
    if (!enter || answer.status !== 302) return answer
    let { at } = await this.target.go(browser, new URL(answer.headers.get('location')))
    for (let step = 0; step < 5; step++) {
      answer = await browser.send(at)
      const to = Browser.leads(at, answer)
      if (!to) return answer
      at = to
    }
    return answer
  }
}

function config(dir, port, redirect, target, client) {
  const load = (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`
  return `ServerRoot ${dir}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${dir}/pid
ErrorLog ${dir}/error.log
DefaultRuntimeDir ${dir}
Mutex file:${dir} default
${['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'headers', 'auth_openidc'].map(load).join('\n')}
${process.getuid() === 0 ? 'User nobody\nGroup nogroup' : ''}
DocumentRoot ${dir}/site
OIDCProviderMetadataURL ${target.issuer}/.well-known/openid-configuration
OIDCClientID ${client.id}
OIDCClientSecret ${client.secret}
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCRedirectURI ${redirect}
OIDCCryptoPassphrase ${client.secret}
OIDCScope "openid profile email"
OIDCPKCEMethod S256
OIDCSessionType server-cache
OIDCProviderBackChannelLogoutSupported On
OIDCRemoteUserClaim sub
<Location /protected>
  AuthType openid-connect
  Require valid-user
  Header always set X-Subject "%{OIDC_CLAIM_sub}e"
  Header always set X-Email "%{OIDC_CLAIM_email}e"
</Location>
`
}

export const apacheChecks = [
  ['apache: mod_auth_openidc signs in, and hands the claims to the page', async ({ apache, keep }) => {
    keep.browser = new Browser()
    const answer = await apache.open(keep.browser, { enter: true })
    assert.equal(answer.status, 200)
    assert.equal(await answer.text(), 'behind the door')
    assert.ok(answer.headers.get('x-subject') && answer.headers.get('x-email').includes('@'))
    assert.equal((await apache.open(keep.browser, { enter: false })).status, 200)
  }],
  ['apache: its session outlives two turns of the keys, and a new one opens after them', async ({ apache, target, keep }) => {
    for (let turn = 0; turn < 2; turn++) await target.rotateKeys()
    await new Promise((done) => setTimeout(done, 1100))
    assert.equal((await apache.open(keep.browser, { enter: false })).status, 200)
    assert.equal((await apache.open(new Browser(), { enter: true })).status, 200)
  }, { not: 'its keys are fixed when it starts' }],
  ['apache: signing out at the provider kills its session within a second', async ({ apache, target, keep }) => {
    const began = Date.now()
    await target.signOut(keep.browser)
    while ((await apache.open(keep.browser, { enter: false })).status === 200) {
      if (Date.now() - began > 5000) break
      await new Promise((done) => setTimeout(done, 20))
    }
    const took = Date.now() - began
    assert.ok(took < 1000, `after ${took} ms`)
    return `after ${took} ms`
  }],
  ['apache: signing out there signs out of the provider, and leads back', async ({ apache, target }) => {
    const browser = new Browser()
    await apache.open(browser, { enter: true })
    const answer = await browser.send(`${apache.url}/protected/back?logout=${encodeURIComponent(`${apache.url}/bye`)}`)
    const to = new URL(answer.headers.get('location'))
    const { at } = await (target.leave ? target.leave(browser, to) : target.go(browser, to))
    assert.equal(at.href.split('?')[0], `${apache.url}/bye`)
    assert.equal((await apache.open(browser, { enter: false })).status, 302)
  }],
]
