import { useRef, useState } from 'react'
import { useTranslations } from '../../lib/i18n'
import { api } from '../../lib/api'
import { toProblem } from '../../lib/problem'
import { Field, Input } from '../../ui/Field'
import { login as checkLogin } from './check'
import { enter } from './enter'
import { FormFoot } from './FormFoot'
import { PasswordField } from './PasswordField'
import { Secure } from './Secure'
import { linkClass, Sheet } from './Sheet'
import { useForm } from './useForm'

function LoginForm() {
  const t = useTranslations('identity.login')
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const form = useForm({ '/login': checkLogin(login), '/password': password ? null : 'required' }, async () => {
    try {
      await api.POST('/api/session', { body: { login, password } })
    } catch (error) {
      // The next thing to do is to type the password again.
      if (toProblem(error).code === 'identity.wrong_login') box.current?.querySelector('input')?.select()
      throw error
    }
    await enter(new URLSearchParams(location.search).get('to'))
  })
  return (
    <Sheet
      title={t('title')}
      lead={t('lead')}
      foot={
        <>
          {t('new')} <a href="/signup" className={linkClass}>{t('signUp')}</a>
        </>
      }
    >
      <form {...form.form} className="grid gap-4">
        <Field label={t('login')} error={form.error('/login')}>
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
        <div ref={box} className="grid gap-1">
          <PasswordField
            value={password}
            error={form.error('/password')}
            onChange={(v) => {
              setPassword(v)
              form.edited('/password')
            }}
          />
          <a href="/forgot" className={`${linkClass} justify-self-end`}>
            {t('forgot')}
          </a>
        </div>
        <FormFoot form={form}>{t('submit')}</FormFoot>
      </form>
    </Sheet>
  )
}

export const Login = () => (
  <Secure>
    <LoginForm />
  </Secure>
)
