import { useState } from 'react'
import { api } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { Field, Input } from '../../ui/Field'
import { login as checkLogin } from './check'
import { FormFoot } from './FormFoot'
import { Sent } from './Sent'
import { linkClass, Sheet } from './Sheet'
import { useForm } from './useForm'

export function Forgot() {
  const t = useTranslations('identity')
  const [sent, setSent] = useState(false)
  const [login, setLogin] = useState('')
  const send = () => api.POST('/api/password/reset', { body: { login } })
  const form = useForm({ '/login': checkLogin(login) }, async () => {
    await send()
    setSent(true)
  })
  if (sent) return <Sent what="forgot" to={login} send={send} onChange={() => setSent(false)} />
  return (
    <Sheet title={t('forgot.title')} lead={t('forgot.lead')} foot={<a href="/login" className={linkClass}>{t('forgot.back')}</a>}>
      <form {...form.form} className="grid gap-4">
        <Field label={t('login.login')} error={form.error('/login')}>
          <Input
            name="login"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={login}
            onChange={(e) => {
              setLogin(e.target.value)
              form.edited('/login')
            }}
          />
        </Field>
        <FormFoot form={form}>{t('forgot.submit')}</FormFoot>
      </form>
    </Sheet>
  )
}
