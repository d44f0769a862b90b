import { useState } from 'react'
import { api } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import type { Lang } from '../../../lib/prefs'
import { queryClient } from '../../../lib/query'
import type { Role, Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/lazy'
import { Field, Input } from '../../../ui/Field'
import { Segmented } from '../../../ui/Segmented'
import { toast } from '../../../ui/Toast'
import { email as checkEmail } from '../check'
import { Refused } from '../FormFoot'
import { useForm } from '../useForm'
import { RolePicker } from './Roles'

const languages = [
  { value: 'zh-CN', label: '中文' },
  { value: 'en', label: 'English' },
] as const

/** One colleague, by address; the mail speaks the colleague's language. */
export function Invite({ seat, onClose }: { seat: Seat; onClose: () => void }) {
  const t = useTranslations()
  const lang = useLocale()
  const [email, setEmail] = useState('')
  const [roles, setRoles] = useState<Role[]>([])
  const [locale, setLocale] = useState<Lang>(lang)
  const company = seat.company.id
  const form = useForm({ '/email': checkEmail(email), '/roles': roles.length > 0 ? null : 'part' }, async () => {
    await api.POST('/api/companies/{company}/invitations', { params: { path: { company } }, body: { email: email.trim(), roles, locale } })
    await queryClient.invalidateQueries({ queryKey: ['team', company] })
    toast(t('team.invited', { email: email.trim() }))
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('team.invite')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="invite" busy={form.busy}>
            {t('team.send')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="invite" className="grid gap-4">
        <Field label={t('identity.email')} hint={t('team.emailHint')} error={form.error('/email')}>
          <Input
            type="email"
            name="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={email}
            onChange={(e) => {
              setEmail(e.target.value)
              form.edited('/email')
            }}
          />
        </Field>
        <RolePicker
          parts={seat.company.parts}
          value={roles}
          owner={seat.roles.includes('owner')}
          error={form.error('/roles')}
          onChange={(r) => {
            setRoles(r)
            form.edited('/roles')
          }}
        />
        <div className="grid justify-items-start gap-1">
          <span className="font-strong">{t('team.language')}</span>
          <Segmented label={t('team.language')} value={locale} onChange={setLocale} options={languages} />
        </div>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
