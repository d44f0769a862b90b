// A certified provider of somebody else (npm oidc-provider): the same checks have to hold against it, or the checks are wrong.
import { createServer } from 'node:http'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import Provider from 'oidc-provider'
import { Browser } from './browser.mjs'

// It warns of everything that a development set-up has; the lines of the checks are what counts here.
console.warn = console.info = () => undefined

export async function control() {
  const server = createServer()
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${server.address().port}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const it = new Control(issuer, server, { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'control' }] })
  it.open()
  return it
}

class Control {
  name = 'control'
  clients = []

  constructor(issuer, server, jwks) {
    Object.assign(this, { issuer, server, jwks })
  }

  /** Clients are part of its configuration, so that it is made anew for each; what it keeps in memory stays. */
  open() {
    const claims = { sub: 'lin', name: 'Lin', locale: 'zh-CN', updated_at: 1, email: 'lin@corner-shop.example', email_verified: true, phone_number: '+44', phone_number_verified: true, address: { country: 'CN' } }
    const provider = new Provider(this.issuer, {
      adapter: Memory,
      clients: this.clients,
      jwks: this.jwks,
      cookies: { keys: ['a key for cookies'], long: { sameSite: 'none', httpOnly: true } },
      findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...claims, sub }) }),
      claims: { openid: ['sub'], profile: ['name', 'locale', 'updated_at'], email: ['email', 'email_verified'], phone: ['phone_number', 'phone_number_verified'], address: ['address'] },
      scopes: ['openid', 'offline_access', 'profile', 'email', 'phone', 'address'],
      acrValues: ['urn:manifold:acr:password'],
      pkce: { required: (_, client) => client.clientAuthMethod === 'none' },
      issueRefreshToken: (_, client, code) => client.grantTypeAllowed('refresh_token') && code.scopes.has('offline_access'),
      rotateRefreshToken: true,
      enableHttpPostMethods: true,
      allowOmittingSingleRegisteredRedirectUri: false,
      features: {
        devInteractions: { enabled: true },
        backchannelLogout: { enabled: true },
        rpInitiatedLogout: { enabled: true },
        revocation: { enabled: true },
        introspection: { enabled: true },
        claimsParameter: { enabled: true },
      },
    })
    provider.on('server_error', (_, error) => console.error(`control: ${error.stack}`))
    this.server.removeAllListeners('request')
    this.server.on('request', provider.callback())
  }

  async client({ method = 'client_secret_basic', redirect, postLogout, backChannel }) {
    const made = { id: `client-${this.clients.length}`, secret: method === 'none' ? undefined : randomUUID(), method, redirect, postLogout }
    this.clients.push({
      client_id: made.id, client_secret: made.secret, token_endpoint_auth_method: method, redirect_uris: [redirect], post_logout_redirect_uris: postLogout ? [postLogout] : [],
      grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], application_type: 'web',
      ...(backChannel && { backchannel_logout_uri: backChannel, backchannel_logout_session_required: true }),
    })
    this.open()
    return made
  }

  /** Signing in is part of a request there, so that it happens on the way. */
  async signIn() {}

  async signOut(browser) {
    await this.leave(browser, `${this.issuer}/session/end`)
  }

  async go(browser, url) {
    const asked = []
    let at = new URL(url)
    for (let step = 0; step < 20; step++) {
      if (at.origin !== this.issuer) return { at, asked }
      const answer = await browser.send(at)
      const to = Browser.leads(at, answer)
      if (to) {
        at = to
        continue
      }
      const page = await answer.text()
      if (!at.pathname.startsWith('/interaction/')) return { at, asked, refused: answer.status >= 400 ? (/(invalid_\w+|unauthorized_client)/.exec(page)?.[1] ?? page) : null, page }
      const prompt = /name="prompt" value="(\w+)"/.exec(page)[1]
      asked.push(prompt)
      const said = await browser.send(at, { method: 'POST', form: { prompt, ...(prompt === 'login' && { login: 'lin', password: 'x' }) } })
      at = Browser.leads(at, said)
    }
    throw new Error(`led in a circle at ${at}`)
  }

  /** Follows a logout, saying yes to its page. */
  async leave(browser, url) {
    const { at, page, refused, asked } = await this.go(browser, url)
    if (!page || refused) return { at, refused, asked }
    const xsrf = /name="xsrf" value="(\w+)"/.exec(page)?.[1]
    const action = /action="([^"]+)"/.exec(page)?.[1]
    const said = await browser.send(new URL(action, this.issuer), { method: 'POST', form: { xsrf, logout: 'yes' } })
    return { at: Browser.leads(this.issuer, said), asked: ['sign_out'] }
  }

  close() {
    this.server.closeAllConnections()
    this.server.close()
  }
}

/** What the provider keeps, over all instances of it. */
const kept = new Map()
const granted = new Map()

class Memory {
  constructor(name) {
    this.name = name
  }

  key(id) {
    return `${this.name}:${id}`
  }

  async upsert(id, payload) {
    kept.set(this.key(id), payload)
    if (payload.grantId) granted.set(payload.grantId, [...(granted.get(payload.grantId) ?? []), this.key(id)])
    if (payload.uid) kept.set(`uid:${payload.uid}`, id)
  }

  async find(id) {
    return kept.get(this.key(id))
  }

  async findByUid(uid) {
    return this.find(kept.get(`uid:${uid}`))
  }

  async consume(id) {
    kept.get(this.key(id)).consumed = Math.floor(Date.now() / 1000)
  }

  async destroy(id) {
    kept.delete(this.key(id))
  }

  async revokeByGrantId(grantId) {
    for (const key of granted.get(grantId) ?? []) kept.delete(key)
  }
}
