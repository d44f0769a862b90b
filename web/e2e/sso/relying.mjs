// A relying party: npm openid-client, which is certified, and a server for what providers send to it.
import { createServer } from 'node:http'
import * as oidc from 'openid-client'
import { Browser } from './browser.mjs'

/** The relying party's own server: where browsers come back to, and the back channel. */
export async function listen() {
  const logouts = []
  const waiting = []
  const server = createServer((request, answer) => {
    let body = ''
    request.on('data', (part) => (body += part))
    request.on('end', () => {
      if (request.url === '/logout') {
        logouts.push(new URLSearchParams(body).get('logout_token'))
        waiting.splice(0).forEach((wake) => wake())
      }
      answer.end('ok')
    })
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${server.address().port}`
  return {
    url, callback: `${url}/callback`, bye: `${url}/bye`, backChannel: `${url}/logout`, logouts,
    close: () => (server.closeAllConnections(), server.close()),
    /** Waits for a logout token that fits, and says which. */
    async logout(fits, patience = 5000) {
      const end = Date.now() + patience
      for (;;) {
        const found = logouts.find((token) => fits(claimsOf(token)))
        if (found) return found
        if (Date.now() > end) throw new Error(`no logout within ${patience} ms`)
        await Promise.race([new Promise((wake) => waiting.push(wake)), new Promise((done) => setTimeout(done, 50))])
      }
    },
  }
}

export const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url'))
export const headerOf = (token) => JSON.parse(Buffer.from(token.split('.')[0], 'base64url'))

const auth = { client_secret_basic: oidc.ClientSecretBasic, client_secret_post: oidc.ClientSecretPost, none: () => oidc.None() }

/** What openid-client knows of a provider, asked once. */
const discovered = new Map()

/** One registered client with a browser of its own. */
export class Party {
  browser = new Browser()

  static async at(target, rp, options = {}) {
    const client = await target.client({ redirect: rp.callback, postLogout: rp.bye, ...options })
    if (!discovered.has(target.issuer)) discovered.set(target.issuer, await oidc.discovery(new URL(target.issuer), client.id, undefined, oidc.None(), { execute: [oidc.allowInsecureRequests] }))
    const config = new oidc.Configuration(discovered.get(target.issuer).serverMetadata(), client.id, undefined, auth[client.method](client.secret))
    oidc.allowInsecureRequests(config)
    oidc.enableNonRepudiationChecks(config) // signatures are checked although they came over the token endpoint
    return Object.assign(new Party(), { target, client, config })
  }

  /** The same client in another browser. */
  elsewhere() {
    return Object.assign(new Party(), { target: this.target, client: this.client, config: this.config })
  }

  /** An authorization request; parameters that are null are left out. */
  async request(more = {}) {
    const verifier = oidc.randomPKCECodeVerifier()
    const all = {
      redirect_uri: this.client.redirect, scope: 'openid profile email offline_access', state: oidc.randomState(), nonce: oidc.randomNonce(),
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', ...more,
    }
    const given = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null))
    return { url: oidc.buildAuthorizationUrl(this.config, given), verifier: 'code_challenge' in given ? verifier : undefined, state: given.state, nonce: given.nonce }
  }

  /** Goes to the provider and comes back, agreeing to everything on the way. */
  async go(more) {
    const request = await this.request(more)
    return { request, ...(await this.target.go(this.browser, request.url)) }
  }

  /** Redeems what came back, with every check of openid-client. */
  redeem({ request, at }, more = {}) {
    return oidc.authorizationCodeGrant(this.config, at, {
      expectedState: request.state ?? oidc.skipStateCheck, ...(request.nonce && { expectedNonce: request.nonce }), pkceCodeVerifier: request.verifier, idTokenExpected: true, ...more,
    })
  }

  /** From a browser in which nobody is signed in to tokens. */
  async enter(more) {
    return this.redeem(await this.go({ prompt: 'consent', ...more }))
  }

  userInfo(tokens) {
    return oidc.fetchUserInfo(this.config, tokens.access_token, tokens.claims().sub)
  }

  refresh(tokens) {
    return oidc.refreshTokenGrant(this.config, tokens.refresh_token)
  }

  /** The token endpoint without openid-client in between. */
  async post(form, { as = this.client, method = as.method } = {}) {
    const body = new URLSearchParams(form)
    if (method !== 'client_secret_basic') body.set('client_id', as.id)
    if (method === 'client_secret_post') body.set('client_secret', as.secret)
    const answer = await fetch(this.config.serverMetadata().token_endpoint, {
      method: 'POST', body,
      headers: { ...(method === 'client_secret_basic' && { authorization: `Basic ${Buffer.from(`${encodeURIComponent(as.id)}:${encodeURIComponent(as.secret)}`).toString('base64')}` }) },
    })
    return { status: answer.status, ...(await answer.json()) }
  }

  /** What a code that came back is redeemed with. */
  form({ request, at }) {
    return { grant_type: 'authorization_code', code: at.searchParams.get('code'), redirect_uri: this.client.redirect, ...(request.verifier && { code_verifier: request.verifier }) }
  }

  logoutURL(more) {
    const given = Object.fromEntries(Object.entries({ post_logout_redirect_uri: this.client.postLogout, ...more }).filter(([, value]) => value !== null))
    return oidc.buildEndSessionUrl(this.config, given)
  }

  /** Goes to the provider to sign out of it, saying yes where it asks. */
  async leave(more) {
    const url = this.logoutURL(more)
    return this.target.leave ? this.target.leave(this.browser, url) : this.target.go(this.browser, url)
  }

  /** Whether somebody is still signed in at the provider. */
  async signedIn() {
    const { at } = await this.go({ prompt: 'none' })
    return at.searchParams.has('code')
  }
}
