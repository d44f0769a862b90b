import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { freshPassword } from './check'
import { enter } from './enter'
import { FormFoot } from './FormFoot'
import { ForAccount, PasswordField } from './PasswordField'
import { Sheet } from './Sheet'
import { useForm } from './useForm'
import { linkOver, WithLink } from './WithLink'

const load = (token: string) => ok(api.POST('/api/signup/preview', { body: { token } }))

type Props = { token: string; email: string; name: string; company: string; over: () => void }

function WelcomeForm({ token, email, name, company, over }: Props) {
  const t = useTranslations('identity')
  const [password, setPassword] = useState('')
  const form = useForm({ '/password': freshPassword(password) }, async () => {
    try {
      await api.POST('/api/signup/confirm', { body: { token, password } })
    } catch (error) {
      if (linkOver(error)) return over()
      throw error
    }
    await enter()
  })
  return (
    <Sheet title={t('welcome.title')} lead={t('welcome.lead', { name, company })}>
      <form {...form.form} className="grid gap-4">
        <p>
          <span className="block font-strong">{t('email')}</span>
          <span className="wrap-anywhere">{email}</span>
        </p>
        <ForAccount email={email} />
        <PasswordField
          fresh
          first
          value={password}
          error={form.error('/password')}
          onChange={(v) => {
            setPassword(v)
            form.edited('/password')
          }}
        />
        <FormFoot form={form}>{[...company].length > 24 ? t('welcome.submitShort') : t('welcome.submit', { company })}</FormFoot>
      </form>
    </Sheet>
  )
}

export const Welcome = () => (
  <WithLink kind="welcome" load={load}>
    {(token, data, over) => <WelcomeForm token={token} over={over} {...data} />}
  </WithLink>
)
