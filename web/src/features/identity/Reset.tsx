import { useState } from 'react'
import { api } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { freshPassword } from './check'
import { enter } from './enter'
import { FormFoot } from './FormFoot'
import { PasswordField } from './PasswordField'
import { Sheet } from './Sheet'
import { useForm } from './useForm'
import { linkOver, WithLink } from './WithLink'

/** The hub tells nothing about a link for a new password before it is used. */
const load = async () => null

function ResetForm({ token, over }: { token: string; over: () => void }) {
  const t = useTranslations('identity.reset')
  const [password, setPassword] = useState('')
  const form = useForm({ '/password': freshPassword(password) }, async () => {
    try {
      await api.POST('/api/password/reset/confirm', { body: { token, password } })
    } catch (error) {
      if (linkOver(error)) return over()
      throw error
    }
    await enter()
  })
  return (
    <Sheet title={t('title')} lead={t('lead')}>
      <form {...form.form} className="grid gap-4">
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
        <FormFoot form={form}>{t('submit')}</FormFoot>
      </form>
    </Sheet>
  )
}

export const Reset = () => (
  <WithLink kind="reset" load={load}>
    {(token, _, over) => <ResetForm token={token} over={over} />}
  </WithLink>
)
