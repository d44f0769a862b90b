// The hub as the provider under test: two suppliers with portals, one buyer that both approved.
import { Browser } from './browser.mjs'

const password = 'manifold demo 2026'
const buyer = 'lin@corner-shop.example'

export async function hub(url) {
  const suppliers = [await account(url, 'owner@farnell.example', 'supplier'), await account(url, 'owner@mouser.example', 'supplier')]
  const shop = await account(url, buyer, 'buyer')
  const operator = await account(url, 'operator@hub.example', 'operator')
  for (const supplier of suppliers) await trade(shop, supplier)
  return new Hub(url, suppliers, shop, operator)
}

/** Somebody who works through the interface. */
async function account(url, login, part) {
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-hub-request': '1' }, body: JSON.stringify({ login, password, transport: 'bearer' }) })
  const body = await answer.json()
  if (!answer.ok) throw new Error(`${login} cannot sign in: ${JSON.stringify(body)}`)
  const company = body.session.seats.find((s) => s.company.parts.includes(part)).company
  const call = async (method, path, json, want = [200, 201, 204]) => {
    const got = await fetch(url + path, { method, headers: { authorization: `Bearer ${body.access_token}`, ...(json && { 'content-type': 'application/json' }) }, body: json && JSON.stringify(json) })
    const text = await got.text()
    if (!want.includes(got.status)) throw new Error(`${method} ${path}: ${got.status} ${text}`)
    return text ? JSON.parse(text) : null
  }
  return { login, company: company.id, name: company.name, call, of: (rest) => `/api/companies/${company.id}${rest}` }
}

/** Makes the shop a customer of the supplier, unless it is one: by the way every buyer goes. */
async function trade(shop, supplier) {
  const path = supplier.of(`/relationships/${shop.company}`)
  const state = async () => (await supplier.call('GET', path, null, [200, 404])).row?.state
  let now = await state()
  if (now === 'approved') return
  if (!now || ['rejected', 'closed'].includes(now)) {
    const file = await shop.call('GET', shop.of('/file'))
    if (!file.legal_name) await shop.call('PUT', shop.of('/file'), { legal_name: shop.name, country: 'CN' })
    const { version } = await supplier.call('GET', supplier.of('/profile'))
    if (!version) await supplier.call('PUT', supplier.of('/profile'), { name: supplier.name, listed: true, accepting: true })
    const { outcomes } = await shop.call('POST', shop.of('/applications'), { suppliers: [supplier.company] })
    if (!['applied', 'already'].includes(outcomes[0].outcome)) throw new Error(`${supplier.name} takes no application: ${JSON.stringify(outcomes)}`)
    now = await state()
  }
  await supplier.call('POST', `${path}/decision`, { decision: now === 'suspended' ? 'reopen' : 'approve' })
}

class Hub {
  name = 'hub'

  constructor(url, suppliers, shop, operator) {
    Object.assign(this, { issuer: url, suppliers, shop, operator })
  }

  /** Registers a client at one of the suppliers. */
  async client({ method = 'client_secret_basic', redirect, postLogout, backChannel, supplier = 0 }) {
    const owner = this.suppliers[supplier]
    const made = await owner.call('POST', owner.of('/sso/clients'), {
      name: 'Test portal', auth_method: method, redirect_uris: [redirect], post_logout_uris: postLogout ? [postLogout] : [], ...(backChannel && { back_channel_uri: backChannel }),
      scopes: ['profile', 'email', 'phone', 'address', 'customer'], refresh: true,
    })
    const secret = method === 'none' ? undefined : (await owner.call('POST', owner.of(`/sso/clients/${made.id}/secrets`), { overlap_hours: 0 })).secret
    return { id: made.id, secret, method, redirect, postLogout, supplier }
  }

  /** Signs the person in with a form. */
  async signIn(browser) {
    const answer = await browser.send(`${this.issuer}/api/session`, { method: 'POST', json: { login: buyer, password } })
    if (answer.status !== 201) throw new Error(`sign-in: ${answer.status} ${await answer.text()}`)
    await answer.arrayBuffer()
  }

  async signOut(browser) {
    await browser.send(`${this.issuer}/api/session`, { method: 'DELETE', headers: { 'x-hub-request': '1' } })
  }

  /** Says yes to everything on the way from an authorization request to the client. Returns the address there, and what was asked. */
  async go(browser, url) {
    const asked = []
    let at = new URL(url)
    for (let step = 0; step < 10; step++) {
      if (at.origin !== this.issuer) return { at, asked }
      if (at.pathname === '/login' && !at.searchParams.has('to')) return { at, asked }
      if (at.pathname === '/login') {
        asked.push('login')
        await this.signIn(browser)
        at = new URL(at.searchParams.get('to'), this.issuer)
      } else if (at.pathname === '/connect' && at.searchParams.has('request')) {
        at = await this.connect(browser, at.searchParams.get('request'), asked)
      } else if (at.pathname === '/connect') {
        return { at, asked, refused: at.searchParams.get('error') }
      } else {
        const answer = await browser.send(at)
        const to = Browser.leads(at, answer)
        if (!to) return { at, asked, status: answer.status }
        at = to
      }
    }
    throw new Error(`led in a circle at ${at}`)
  }

  /** What the page /connect does. */
  async connect(browser, request, asked) {
    const path = `${this.issuer}/api/sso/requests/${request}`
    const pending = await (await browser.send(path)).json()
    if (pending.again) return new URL(`/login?to=${encodeURIComponent(`/connect?request=${request}`)}`, this.issuer)
    if (!pending.ready) asked.push(pending.kind === 'sign_out' ? 'sign_out' : 'consent')
    const company = pending.companies.find((c) => c.id === this.shop.company)?.id
    const answer = await browser.send(`${path}/decision`, { method: 'POST', json: { allow: true, ...(pending.kind === 'sign_in' && { company }) } })
    const body = await answer.json()
    if (!answer.ok) throw new Error(`decision: ${answer.status} ${JSON.stringify(body)}`)
    return new URL(body.go_to, this.issuer)
  }

  async rotateKeys() {
    await this.operator.call('POST', `/api/operator/${this.operator.company}/sso/keys`)
  }

  /** Suspends the buyer's relationship with the first supplier, and takes that back. */
  async suspend() {
    const [supplier] = this.suppliers
    await supplier.call('POST', supplier.of(`/relationships/${this.shop.company}/decision`), { decision: 'suspend', reason: 'a test' })
    return () => trade(this.shop, supplier)
  }
}
