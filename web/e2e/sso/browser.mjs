// A browser without a screen: it keeps cookies and follows where it is led, one step at a time. Loopback counts as secure, as it
// does in real browsers; cookies don't look at ports, as they don't there.

import { request } from 'node:http'

const ask = (url, body, options) =>
  new Promise((resolve, reject) => {
    const sent = request(url, options, (got) => {
      const parts = []
      got.on('data', (part) => parts.push(part))
      got.on('error', reject)
      got.on('end', () => {
        const headers = new Headers()
        for (let i = 0; i < got.rawHeaders.length; i += 2) headers.append(got.rawHeaders[i], got.rawHeaders[i + 1])
        resolve(new Response([204, 304].includes(got.statusCode) ? null : Buffer.concat(parts), { status: got.statusCode, headers }))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })

export class Browser {
  /** Cookies by host and name. */
  jar = new Map()

  cookies(url) {
    const { hostname, pathname } = new URL(url)
    const sent = []
    for (const c of this.jar.values()) if (c.host === hostname && pathname.startsWith(c.path)) sent.push(`${c.name}=${c.value}`)
    return sent.join('; ')
  }

  keep(url, answer) {
    const { hostname } = new URL(url)
    for (const line of answer.headers.getSetCookie()) {
      const [pair, ...rest] = line.split(';')
      const at = pair.indexOf('=')
      const name = pair.slice(0, at).trim()
      const attributes = new Map(rest.map((r) => r.trim().split('=')).map(([k, v]) => [k.toLowerCase(), v]))
      const path = attributes.get('path') ?? '/'
      const over = attributes.get('max-age') <= 0 || (attributes.has('expires') && new Date(attributes.get('expires')) <= new Date())
      const key = `${hostname} ${path} ${name}`
      if (over) this.jar.delete(key)
      else this.jar.set(key, { host: hostname, path, name, value: pair.slice(at + 1) })
    }
  }

  /** One request, not followed. A form is given as an object. Not with fetch, which says of itself that it is no navigation. */
  async send(url, { method = 'GET', form, json, headers = {} } = {}) {
    const body = form ? new URLSearchParams(form).toString() : json ? JSON.stringify(json) : ''
    const answer = await ask(url, body, {
      method,
      headers: {
        accept: json ? 'application/json' : 'text/html,application/xhtml+xml',
        ...(this.cookies(url) && { cookie: this.cookies(url) }),
        ...(form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(json && { 'content-type': 'application/json', 'x-hub-request': '1' }),
        ...(body && { 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    })
    this.keep(url, answer)
    return answer
  }

  /** Where an answer leads, or null. */
  static leads(url, answer) {
    const to = answer.headers.get('location')
    return to && new URL(to, url)
  }
}
