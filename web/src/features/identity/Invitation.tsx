import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { useLocale, useTranslations } from '../../lib/i18n'
import { toProblem } from '../../lib/problem'
import { Field, Input } from '../../ui/Field'
import { freshPassword, given } from './check'
import { enter } from './enter'
import { FormFoot } from './FormFoot'
import { ForAccount, PasswordField } from './PasswordField'
import { Sheet } from './Sheet'
import { useForm, type Form } from './useForm'
import { linkOver, WithLink } from './WithLink'

type Person = { name: string; email: string }
type Link = { company: string; invited_by: string; email: string; known: boolean; me: Person | null }

/** Who is signed in here matters only to somebody who has an account. */
async function whoAmI(): Promise<Person | null> {
  try {
    return (await ok(api.GET('/api/session'))).person
  } catch (error) {
    if (toProblem(error).status === 401) return null
    throw error
  }
}

async function load(token: string): Promise<Link> {
  const link = await ok(api.POST('/api/invitations/preview', { body: { token } }))
  return { ...link, me: link.known ? await whoAmI() : null }
}

type Props = { token: string; link: Link; over: () => void }

/** Sends the acceptance and goes on; what the link said may have ended meanwhile. */
function useAccept(token: string, over: () => void) {
  const locale = useLocale()
  return async (body: { name?: string; password?: string }) => {
    try {
      await api.POST('/api/invitations/accept', { body: { token, locale, ...body } })
    } catch (error) {
      if (linkOver(error)) return over()
      throw error
    }
    await enter()
  }
}

function Frame({ link, form, note, children }: { link: Link; form: Form; note?: string; children?: React.ReactNode }) {
  const t = useTranslations('identity.invitation')
  return (
    <Sheet title={t('title', { company: link.company })} lead={t('lead', { from: link.invited_by, company: link.company })} foot={t('decline')}>
      <form {...form.form} className="grid gap-4">
        {note && <p className="wrap-anywhere">{note}</p>}
        {children}
        <FormFoot form={form}>{t('accept')}</FormFoot>
      </form>
    </Sheet>
  )
}

/** Signed in as the one who is invited: one press. */
function Mine({ token, link, me, over, onPassword }: Props & { me: Person; onPassword: () => void }) {
  const t = useTranslations('identity.invitation')
  const accept = useAccept(token, over)
  const form = useForm({}, async () => {
    try {
      await accept({})
    } catch (error) {
      // The session ended while the page was open.
      if (toProblem(error).status === 401) return onPassword()
      throw error
    }
  })
  return <Frame link={link} form={form} note={t('signedIn', { name: me.name })} />
}

function Known({ token, link, over }: Props) {
  const t = useTranslations('identity.invitation')
  const accept = useAccept(token, over)
  const [password, setPassword] = useState('')
  const form = useForm({ '/password': password ? null : 'required' }, () => accept({ password }))
  return (
    <Frame link={link} form={form} note={link.me ? t('other', { name: link.me.name, email: link.email }) : t('account', { email: link.email })}>
      <ForAccount email={link.email} />
      <PasswordField
        first
        value={password}
        error={form.error('/password')}
        onChange={(v) => {
          setPassword(v)
          form.edited('/password')
        }}
      />
    </Frame>
  )
}

function New({ token, link, over }: Props) {
  const t = useTranslations('identity')
  const accept = useAccept(token, over)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const form = useForm({ '/name': given(name), '/password': freshPassword(password) }, () => accept({ name, password }))
  return (
    <Frame link={link} form={form}>
      <p>
        <span className="block font-strong">{t('email')}</span>
        <span className="wrap-anywhere">{link.email}</span>
      </p>
      <ForAccount email={link.email} />
      <Field label={t('name')} error={form.error('/name')}>
        <Input
          name="name"
          autoComplete="name"
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          value={name}
          onChange={(e) => {
            setName(e.target.value)
            form.edited('/name')
          }}
        />
      </Field>
      <PasswordField
        fresh
        value={password}
        error={form.error('/password')}
        onChange={(v) => {
          setPassword(v)
          form.edited('/password')
        }}
      />
    </Frame>
  )
}

function Answer(props: Props) {
  const [asked, setAsked] = useState(false)
  const { link } = props
  if (!link.known) return <New {...props} />
  if (!link.me || asked) return <Known {...props} link={asked ? { ...link, me: null } : link} />
  return link.me.email === link.email ? <Mine {...props} me={link.me} onPassword={() => setAsked(true)} /> : <Known {...props} />
}

export const Invitation = () => (
  <WithLink kind="invitation" load={load}>
    {(token, link, over) => <Answer token={token} link={link} over={over} />}
  </WithLink>
)
