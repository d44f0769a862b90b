import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { Button } from '../../../ui/Button'
import { Checkbox, RadioGroup } from '../../../ui/Choice'
import { Dialog } from '../../../ui/lazy'
import { Field, Input, TextArea } from '../../../ui/Field'
import { toast } from '../../../ui/Toast'
import { given } from '../../identity/check'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import type { AuthMethod, Client, ClientScope } from './queries'

/** openid is always among them; offline_access follows from the switch for refresh tokens. */
const choices = ['profile', 'email', 'phone', 'address', 'customer'] as const satisfies readonly ClientScope[]

const lines = (text: string) => text.split('\n').map((l) => l.trim()).filter(Boolean)

const isAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
const addresses = (text: string, least: number) => {
  const all = lines(text)
  if (all.length < least) return 'required'
  return all.every(isAddress) ? null : 'website'
}

type Draft = { name: string; home: string; redirects: string; postLogout: string; backChannel: string; method: AuthMethod; scopes: ClientScope[]; refresh: boolean }

const draftOf = (c?: Client): Draft => ({
  name: c?.name ?? '',
  home: c?.home_uri ?? '',
  redirects: c?.redirect_uris.join('\n') ?? '',
  postLogout: c?.post_logout_uris.join('\n') ?? '',
  backChannel: c?.back_channel_uri ?? '',
  method: c?.auth_method ?? 'client_secret_basic',
  scopes: c?.scopes ?? ['profile', 'email', 'customer'],
  refresh: c?.refresh ?? false,
})

async function send(company: string, draft: Draft, client?: Client & { etag?: string }) {
  const scopes: ClientScope[] = ['openid', ...choices.filter((s) => draft.scopes.includes(s)), ...(draft.refresh ? (['offline_access'] as const) : [])]
  const body = {
    name: draft.name.trim(), auth_method: draft.method, redirect_uris: lines(draft.redirects), post_logout_uris: lines(draft.postLogout), scopes, refresh: draft.refresh,
  }
  const home = draft.home.trim()
  const back = draft.backChannel.trim()
  if (client) {
    const path = { company, client: client.id }
    return ok(api.PATCH('/api/companies/{company}/sso/clients/{client}', { params: { path, header: { 'If-Match': client.etag } }, body: { ...body, home_uri: home, back_channel_uri: back } }))
  }
  return ok(api.POST('/api/companies/{company}/sso/clients', { params: { path: { company } }, body: { ...body, home_uri: home || undefined, back_channel_uri: back || undefined } }))
}

/** A new portal, or what is known of one. */
export function EditClient({ company, client, onDone, onClose }: { company: string; client?: Client & { etag?: string }; onDone: (client: Client) => void; onClose: () => void }) {
  const t = useTranslations()
  const [draft, setDraft] = useState(() => draftOf(client))
  const form = useForm(
    {
      '/name': given(draft.name),
      '/home_uri': addresses(draft.home, 0),
      '/redirect_uris': addresses(draft.redirects, 1),
      '/post_logout_uris': addresses(draft.postLogout, 0),
      '/back_channel_uri': addresses(draft.backChannel, 0),
    },
    async () => {
      const saved = await send(company, draft, client)
      await queryClient.invalidateQueries({ queryKey: ['clients', company] })
      toast(client ? t('clients.saved') : t('clients.created', { app: saved.name }))
      onDone(saved)
    },
  )
  const set = <K extends keyof Draft>(key: K, path?: string) => (value: Draft[K]) => {
    setDraft((d) => ({ ...d, [key]: value }))
    if (path) form.edited(path)
  }
  const text = (key: 'redirects' | 'postLogout', path: string, required: boolean) => (
    <Field label={t(`clients.${key}`)} hint={t(`clients.${key}Hint`)} required={required ? undefined : false} error={form.error(path)}>
      <TextArea spellCheck={false} autoCapitalize="none" rows={2} value={draft[key]} onChange={(e) => set(key, path)(e.target.value)} className="num" />
    </Field>
  )
  const line = (key: 'home' | 'backChannel', path: string) => (
    <Field label={t(`clients.${key}`)} hint={t(`clients.${key}Hint`)} required={false} error={form.error(path)}>
      <Input type="url" inputMode="url" spellCheck={false} value={draft[key]} onChange={(e) => set(key, path)(e.target.value)} className="num" />
    </Field>
  )
  return (
    <Dialog
      open
      onClose={onClose}
      place="side"
      title={client ? t('clients.editOf', { app: client.name }) : t('clients.newTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="client" busy={form.busy}>
            {client ? t('clients.save') : t('clients.create')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="client" className="grid gap-4">
        <Field label={t('clients.name')} hint={t('clients.nameHint')} error={form.error('/name')}>
          <Input maxLength={100} autoComplete="off" value={draft.name} onChange={(e) => set('name', '/name')(e.target.value)} />
        </Field>
        {text('redirects', '/redirect_uris', true)}
        {text('postLogout', '/post_logout_uris', false)}
        {line('backChannel', '/back_channel_uri')}
        {line('home', '/home_uri')}
        <RadioGroup
          legend={t('clients.method')}
          name="method"
          value={draft.method}
          onChange={set('method')}
          options={[
            { value: 'client_secret_basic', label: t('clients.basic'), hint: t('clients.basicHint') },
            { value: 'client_secret_post', label: t('clients.post') },
            { value: 'none', label: t('clients.public'), hint: t('clients.publicHint') },
          ]}
        />
        <fieldset className="grid justify-items-start">
          <legend className="font-strong">{t('clients.scopes')}</legend>
          {choices.map((s) => (
            <Checkbox key={s} checked={draft.scopes.includes(s)} onChange={(on) => set('scopes')(on ? [...draft.scopes, s] : draft.scopes.filter((x) => x !== s))}>
              {t(`sso.scope.${s}`)}
            </Checkbox>
          ))}
          <Checkbox checked={draft.refresh} onChange={set('refresh')}>
            {t('clients.refresh')}
          </Checkbox>
        </fieldset>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
