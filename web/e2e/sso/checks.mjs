// The checklist, after the names of the conformance suite of the OpenID Foundation. The same checks run against the hub and against
// the control; `not` says where one cannot apply to the control, and why.
import assert from 'node:assert/strict'
import { createPublicKey, verify } from 'node:crypto'
import * as oidc from 'openid-client'
import { Party, claimsOf, headerOf } from './relying.mjs'

const refused = async (promise, error) => assert.rejects(promise, (e) => (assert.equal(e.error ?? e.cause?.error, error), true))
const errorOf = ({ at }) => at.searchParams.get('error')
const code = ({ at }) => at.searchParams.get('code')

/** Sends the same forty times at once; exactly one wins, the others hear invalid_grant. */
async function race(party, form) {
  const answers = await Promise.all(Array.from({ length: 40 }, () => party.post(form)))
  const won = answers.filter((a) => a.status === 200)
  assert.deepEqual([...new Set(answers.filter((a) => a.status !== 200).map((a) => `${a.status} ${a.error}`))], ['400 invalid_grant'])
  assert.equal(won.length, 1, `${won.length} of 40 won`)
  return won[0]
}

const scopeClaims = { profile: ['locale', 'name', 'updated_at'], email: ['email', 'email_verified'], phone: [], address: ['address'] }

export const checks = [
  ['discovery: what the provider says of itself', async ({ target, keep }) => {
    const said = await (await fetch(`${target.issuer}/.well-known/openid-configuration`)).json()
    assert.equal(said.issuer, target.issuer)
    for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri', 'end_session_endpoint', 'revocation_endpoint', 'introspection_endpoint']) assert.ok(said[name].startsWith(target.issuer), name)
    for (const [name, value] of [['response_types_supported', 'code'], ['id_token_signing_alg_values_supported', 'RS256'], ['code_challenge_methods_supported', 'S256'], ['scopes_supported', 'offline_access'], ['token_endpoint_auth_methods_supported', 'client_secret_basic']]) assert.ok(said[name].includes(value), name)
    assert.ok(said.authorization_response_iss_parameter_supported && said.backchannel_logout_supported && said.backchannel_logout_session_supported && said.claims_parameter_supported)
    keep.metadata = said
  }],
  ['jwks: public RSA keys only, each with an id', async ({ keep }) => {
    const { keys } = await (await fetch(keep.metadata.jwks_uri)).json()
    assert.ok(keys.length > 0)
    for (const k of keys) assert.ok(k.kid && k.kty === 'RSA' && k.n && k.e && !k.d && !k.p)
    assert.equal(new Set(keys.map((k) => k.kid)).size, keys.length)
  }],
  ['code flow: a form, consent, tokens, claims of the ID token', async ({ party, keep }) => {
    const back = await party.go({ prompt: 'consent', max_age: '10000' })
    assert.deepEqual(back.asked, ['login', 'consent'])
    const tokens = await party.redeem(back, { maxAge: 10000 })
    const claims = tokens.claims()
    assert.ok(claims.sub && claims.auth_time && claims.exp > claims.iat && tokens.expires_in > 0 && tokens.refresh_token)
    assert.equal(claims.aud, party.client.id)
    Object.assign(keep, { party, tokens, back })
  }],
  ['one sign-in: a second client asks no form, and then nothing at all', async ({ target, rp, keep }) => {
    const second = Object.assign(await Party.at(target, rp, { supplier: 1 }), { browser: keep.party.browser })
    assert.ok(!(await second.go({ prompt: 'consent' })).asked.includes('login'))
    const silent = await second.go({ prompt: 'none' })
    assert.ok(code(silent))
    keep.secondSubject = (await second.redeem(silent)).claims().sub
  }],
  ['subject: another one at another supplier', async ({ keep }) => assert.notEqual(keep.secondSubject, keep.tokens.claims().sub), { not: 'its clients share one host, and so by the standard one sector' }],
  ['state: given back as it came, also a short one; none when there was none', async ({ keep }) => {
    assert.equal((await keep.party.go({ state: 'x' })).at.searchParams.get('state'), 'x')
    const none = await keep.party.go({ state: null })
    assert.ok(code(none) && !none.at.searchParams.has('state'))
  }],
  ['nonce: in the ID token as it came, absent when there was none', async ({ keep }) => {
    assert.equal((await keep.party.redeem(await keep.party.go({ nonce: 'once' }))).claims().nonce, 'once')
    assert.ok(!('nonce' in (await keep.party.redeem(await keep.party.go({ nonce: null }))).claims()))
  }],
  ['iss: in the answer, and in errors too (RFC 9207)', async ({ target, keep }) => {
    assert.equal(keep.back.at.searchParams.get('iss'), target.issuer)
    const error = await keep.party.go({ scope: 'openid', prompt: 'none login' })
    assert.equal(errorOf(error), 'invalid_request')
    assert.equal(error.at.searchParams.get('iss'), target.issuer)
    assert.equal(error.at.searchParams.get('state'), error.request.state)
  }],
  ['client_secret_post', async ({ target, rp }) => { await (await Party.at(target, rp, { method: 'client_secret_post' })).enter() }],
  ['public client with PKCE', async ({ target, rp, keep }) => {
    keep.app = await Party.at(target, rp, { method: 'none' })
    await keep.app.enter()
  }],
  ['PKCE: a public client without it is refused; so are plain, a wrong and a missing verifier', async ({ keep }) => {
    assert.equal(errorOf(await keep.app.go({ code_challenge: null, code_challenge_method: null })), 'invalid_request')
    assert.equal(errorOf(await keep.app.go({ code_challenge_method: 'plain' })), 'invalid_request')
    for (const verifier of [oidc.randomPKCECodeVerifier(), null]) {
      const form = keep.party.form(await keep.party.go())
      if (verifier) form.code_verifier = verifier
      else delete form.code_verifier
      assert.equal((await keep.party.post(form)).error, 'invalid_grant')
    }
  }],
  ['client authentication: not without the secret, not with another', async ({ keep }) => {
    const { client } = keep.party
    const form = keep.party.form(await keep.party.go())
    for (const way of [{ method: 'none' }, { as: { ...client, secret: 'wrong' } }]) {
      const answer = await keep.party.post(form, way)
      assert.deepEqual([answer.status, answer.error], [401, 'invalid_client'])
      assert.ok(!/sql|stack|panic|at \w+ \(/i.test(JSON.stringify(answer)), 'debug text')
    }
    assert.equal((await keep.party.post(form)).status, 200)
  }],
  ['client authentication: only the way that is registered', async ({ keep }) => {
    const answer = await keep.party.post(keep.party.form(await keep.party.go()), { method: 'client_secret_post' })
    assert.deepEqual([answer.status, answer.error], [401, 'invalid_client'])
  }, { not: 'it takes client_secret_basic and client_secret_post for each other' }],
  ['code: not for another client, nor with another address, nor again at once', async ({ target, rp }) => {
    const party = await Party.at(target, rp) // of its own: the control takes back everything that such a code stands for
    await party.enter()
    for (const [form, by] of [[{}, await Party.at(target, rp)], [{ redirect_uri: `${rp.url}/other` }, party]]) {
      const answer = await by.post({ ...party.form(await party.go()), ...form })
      assert.deepEqual([answer.status, answer.error], [400, 'invalid_grant'])
    }
    const form = party.form(await party.go())
    assert.equal((await party.post(form)).status, 200)
    const again = await party.post(form)
    assert.deepEqual([again.status, again.error], [400, 'invalid_grant'])
  }],
  ['code: forty at once, one winner whose tokens work', async ({ keep }) => {
    const won = await race(keep.party, keep.party.form(await keep.party.go()))
    assert.equal((await fetch(keep.metadata.userinfo_endpoint, { headers: { authorization: `Bearer ${won.access_token}` } })).status, 200)
  }, { not: 'its store in memory marks a code without looking, and a reuse revokes what the winner got' }],
  ['refresh: new tokens, the same subject and time of sign-in', async ({ keep }) => {
    const tokens = await keep.party.refresh(keep.tokens)
    assert.ok(tokens.refresh_token && tokens.refresh_token !== keep.tokens.refresh_token)
    for (const name of ['sub', 'auth_time', 'iss', 'aud', 'sid']) assert.deepEqual(tokens.claims()[name], keep.tokens.claims()[name], name)
    keep.tokens = tokens
  }],
  ['refresh: forty at once, one winner whose tokens work', async ({ keep }) => {
    const won = await race(keep.party, { grant_type: 'refresh_token', refresh_token: keep.tokens.refresh_token })
    const next = await keep.party.post({ grant_type: 'refresh_token', refresh_token: won.refresh_token })
    assert.equal(next.status, 200)
    keep.tokens = Object.assign(keep.tokens, { refresh_token: next.refresh_token, access_token: next.access_token })
  }, { not: 'its store in memory marks a token without looking, and a reuse revokes what the winner got' }],
  ['scopes: profile, email, phone, address, each alone', async ({ keep }) => {
    for (const [scope, names] of Object.entries(scopeClaims)) {
      const info = await keep.party.userInfo(await keep.party.redeem(await keep.party.go({ scope: `openid ${scope}`, prompt: 'consent' })))
      for (const name of names) assert.ok(name in info, `${name} of ${scope}`)
      for (const [other, others] of Object.entries(scopeClaims)) if (other !== scope) for (const name of others) assert.ok(!(name in info), `${name} without ${other}`)
    }
  }],
  ['scope customer: code, name and roles of the company, under names of this supplier', async ({ target, keep }) => {
    const info = await keep.party.userInfo(await keep.party.redeem(await keep.party.go({ scope: 'openid customer', prompt: 'consent' })))
    assert.ok(info.customer_name && 'customer_code' in info && info.customer_roles.length && info.customer_id !== target.shop.company && !JSON.stringify(info).includes('per_'))
  }, { not: 'the scope is the hub\'s own' }],
  ['claims: essential ones are told', async ({ keep }) => {
    const back = await keep.party.go({ scope: 'openid profile email', claims: JSON.stringify({ userinfo: { name: { essential: true } }, id_token: { email: { essential: true } } }), prompt: 'consent' })
    const tokens = await keep.party.redeem(back)
    assert.ok(tokens.claims().email)
    assert.ok((await keep.party.userInfo(tokens)).name)
  }],
  ['userinfo: by GET, and by POST with the token in header or form; not without', async ({ keep }) => {
    const url = keep.metadata.userinfo_endpoint
    const header = { authorization: `Bearer ${keep.tokens.access_token}` }
    for (const send of [{ headers: header }, { method: 'POST', headers: header }, { method: 'POST', body: new URLSearchParams({ access_token: keep.tokens.access_token }) }]) {
      const answer = await fetch(url, send)
      assert.equal(answer.status, 200)
      assert.equal((await answer.json()).sub, keep.tokens.claims().sub)
    }
    const none = await fetch(url, { headers: { authorization: 'Bearer nonsense' } })
    assert.equal(none.status, 401)
    assert.match(none.headers.get('www-authenticate'), /^Bearer .*invalid_token/)
  }],
  ['display, ui_locales, login_hint and unknown parameters disturb nothing', async ({ keep }) => {
    for (const more of [{ display: 'page' }, { display: 'popup' }, { ui_locales: 'se' }, { claims_locales: 'se' }, { login_hint: 'lin@corner-shop.example' }, { extra: 'foobar' }]) assert.ok(code(await keep.party.go(more)), JSON.stringify(more))
  }],
  ['acr_values: the ID token says how one signed in', async ({ keep }) => {
    assert.ok((await keep.party.redeem(await keep.party.go({ acr_values: 'urn:manifold:acr:password 1' }))).claims().acr)
  }, { not: 'its development pages set no acr' }],
  ['prompt=none: login_required when nobody is signed in, a code when somebody is', async ({ keep }) => {
    assert.equal(errorOf(await keep.party.elsewhere().go({ prompt: 'none' })), 'login_required')
    assert.ok(code(await keep.party.go({ prompt: 'none' })))
  }],
  ['prompt=login: a form although somebody is signed in, and a new time of sign-in', async ({ keep }) => {
    await new Promise((done) => setTimeout(done, 1100))
    const back = await keep.party.go({ prompt: 'login', max_age: '10000' })
    assert.ok(back.asked.includes('login'))
    assert.ok((await keep.party.redeem(back, { maxAge: 10000 })).claims().auth_time > keep.tokens.claims().auth_time)
  }],
  ['prompt=consent asks although consent stands; unknown prompts are refused', async ({ keep }) => {
    assert.ok((await keep.party.go({ prompt: 'consent' })).asked.includes('consent'))
    assert.equal(errorOf(await keep.party.go({ prompt: 'nonsense' })), 'invalid_request')
  }],
  ['max_age: long asks nothing, short asks for a form, silent is refused', async ({ keep }) => {
    assert.ok(!(await keep.party.go({ max_age: '10000' })).asked.includes('login'))
    await new Promise((done) => setTimeout(done, 2100))
    assert.equal(errorOf(await keep.party.go({ max_age: '1', prompt: 'none' })), 'login_required')
    const back = await keep.party.go({ max_age: '1' })
    assert.ok(back.asked.includes('login'))
    await keep.party.redeem(back, { maxAge: 1 })
  }],
  ['id_token_hint: good for its own person, login_required for nobody, refused when it is none', async ({ keep }) => {
    assert.ok(code(await keep.party.go({ id_token_hint: keep.tokens.id_token, prompt: 'none' })))
    assert.equal(errorOf(await keep.party.elsewhere().go({ id_token_hint: keep.tokens.id_token, prompt: 'none' })), 'login_required')
    assert.equal(errorOf(await keep.party.go({ id_token_hint: 'x.y.z', prompt: 'none' })), 'invalid_request')
  }],
  ['redirect: letter by letter; anything else leads to no client', async ({ rp, keep }) => {
    for (const redirect_uri of [`${rp.callback}/`, `${rp.callback}?x=1`, `${rp.callback}x`, rp.callback.replace('callback', 'Callback'), 'https://evil.example/callback', null]) {
      const back = await keep.party.go({ redirect_uri })
      assert.equal(back.at.origin, keep.party.target.issuer, redirect_uri)
      assert.ok(back.refused, redirect_uri)
    }
  }],
  ['redirect: another port is another address', async ({ keep }) => {
    assert.ok((await keep.party.go({ redirect_uri: 'http://127.0.0.1:1/callback' })).refused)
  }],
  ['response types and request objects that are not supported are refused', async ({ keep }) => {
    assert.equal(errorOf(await keep.party.go({ response_type: 'token' })) ?? 'unsupported_response_type', 'unsupported_response_type')
    assert.equal(errorOf(await keep.party.go({ request: 'x.y.z' })), 'request_not_supported')
    assert.equal(errorOf(await keep.party.go({ request_uri: 'https://portal.example/x' })), 'request_uri_not_supported')
  }],
  ['authorize by POST: as by link', async ({ target, keep }) => {
    const { url } = await keep.party.request()
    const answer = await keep.party.browser.send(keep.metadata.authorization_endpoint, { method: 'POST', form: Object.fromEntries(url.searchParams) })
    const to = new URL(answer.headers.get('location'), target.issuer)
    assert.ok(code(await target.go(keep.party.browser, to)))
  }],
  ['revocation and introspection', async ({ target, rp }) => {
    const party = await Party.at(target, rp)
    const tokens = await party.enter()
    assert.equal((await oidc.tokenIntrospection(party.config, tokens.access_token)).active, true)
    await oidc.tokenRevocation(party.config, tokens.refresh_token)
    await refused(party.refresh(tokens), 'invalid_grant')
    assert.equal((await oidc.tokenIntrospection(party.config, tokens.access_token)).active, false)
  }],
  ['keys turn twice: nobody is signed out, old ID tokens verify, new ones are signed anew', async ({ target, rp }) => {
    const party = await Party.at(target, rp)
    let tokens = await party.enter()
    const kids = new Set([headerOf(tokens.id_token).kid])
    const old = tokens.id_token
    for (let turn = 0; turn < 2; turn++) {
      await target.rotateKeys()
      await new Promise((done) => setTimeout(done, 1100)) // an instance may believe its ring for a second
      tokens = await party.refresh(tokens)
      kids.add(headerOf(tokens.id_token).kid)
      await party.userInfo(tokens)
      assert.ok(await party.signedIn())
    }
    assert.equal(kids.size, 3)
    const { keys } = await (await fetch(party.config.serverMetadata().jwks_uri)).json()
    const [head, body, signature] = old.split('.')
    const key = createPublicKey({ key: keys.find((k) => k.kid === headerOf(old).kid), format: 'jwk' })
    assert.ok(verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url')))
    assert.ok(code(await party.go({ id_token_hint: old, prompt: 'none' })))
  }, { not: 'its keys are fixed when it starts' }],
  ['logout: bad, modified and foreign hints, bad and altered addresses end nothing and lead to no client', async ({ rp, keep }) => {
    const { id_token } = keep.tokens
    for (const more of [
      { id_token_hint: 'x.y.z' }, { id_token_hint: `${id_token.slice(0, -8)}AAAAAAAA` }, { id_token_hint: id_token, post_logout_redirect_uri: `${rp.bye}/x` },
      { id_token_hint: id_token, post_logout_redirect_uri: `${rp.bye}?x=1` }, { id_token_hint: id_token, post_logout_redirect_uri: 'https://evil.example/' },
    ]) {
      const { at, refused } = await keep.party.target.go(keep.party.browser, keep.party.logoutURL(more))
      assert.ok(refused && at.origin === keep.party.target.issuer, JSON.stringify(more))
    }
    assert.ok(await keep.party.signedIn())
  }],
  ['logout: with a hint and state back to the client, signed out of the provider; without a state, without one', async ({ target, rp }) => {
    for (const state of ['bye-bye', null]) {
      const party = await Party.at(target, rp)
      const tokens = await party.enter()
      const { at } = await party.leave({ id_token_hint: tokens.id_token, state })
      assert.equal(at.href, state ? `${rp.bye}?state=${state}` : rp.bye)
      assert.ok(!(await party.signedIn()))
      if (target.name === 'hub') await refused(party.refresh(tokens), 'invalid_grant')
    }
  }],
  ['logout: without a hint the person is asked', async ({ target, rp }) => {
    const party = await Party.at(target, rp)
    await party.enter()
    const { asked } = await party.leave({ post_logout_redirect_uri: null })
    assert.ok(asked.includes('sign_out'))
    assert.ok(!(await party.signedIn()))
  }],
  ['back channel: a logout token that verifies comes within a second', async ({ target, rp }) => {
    const party = await Party.at(target, rp, { backChannel: rp.backChannel })
    const was = (await party.enter()).claims()
    const began = Date.now()
    await target.signOut(party.browser)
    const token = await rp.logout((c) => c.aud === party.client.id || c.aud?.includes?.(party.client.id))
    const took = Date.now() - began
    const claims = claimsOf(token)
    assert.equal(headerOf(token).typ, 'logout+jwt')
    assert.deepEqual([claims.iss, claims.sid, claims.sub], [target.issuer, was.sid, was.sub])
    assert.ok(claims.jti && claims.iat && claims.events['http://schemas.openid.net/event/backchannel-logout'] && !('nonce' in claims))
    const { keys } = await (await fetch(party.config.serverMetadata().jwks_uri)).json()
    const [head, body, signature] = token.split('.')
    assert.ok(verify('RSA-SHA256', Buffer.from(`${head}.${body}`), createPublicKey({ key: keys.find((k) => k.kid === headerOf(token).kid), format: 'jwk' }), Buffer.from(signature, 'base64url')))
    assert.ok(took < 1000, `after ${took} ms`)
    return `after ${took} ms`
  }],
  ['suspending the relationship ends the sign-in there within a second, and lets nobody in', async ({ target, rp }) => {
    const party = await Party.at(target, rp, { backChannel: rp.backChannel })
    const tokens = await party.enter()
    const began = Date.now()
    const mend = await target.suspend()
    await refused(party.refresh(tokens), 'invalid_grant')
    await rp.logout((c) => c.aud === party.client.id)
    const took = Date.now() - began
    assert.equal(errorOf(await party.go({ prompt: 'none' })), 'access_denied')
    await mend()
    assert.ok(took < 1000, `after ${took} ms`)
    return `after ${took} ms`
  }, { not: 'it knows no relationships' }],
]
