import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { Button } from '../../../ui/Button'
import { toast } from '../../../ui/Toast'
import { signInsQuery, type AppSignIn } from './queries'

function One({ at }: { at: AppSignIn }) {
  const t = useTranslations('apps')
  const { text } = useProblemText()
  const [busy, setBusy] = useState(false)
  const end = async () => {
    setBusy(true)
    try {
      await api.DELETE('/api/sso/sign-ins/{sign_in}', { params: { path: { sign_in: at.id } } })
      toast(t('ended', { app: at.client.name }))
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['apps'] })
      setBusy(false)
    }
  }
  return (
    <li className="flex flex-wrap items-center gap-x-2">
      <span className="min-w-0 wrap-anywhere">
        {at.client.name} · {at.company.name}
      </span>
      <Button kind="quiet" busy={busy} aria-label={t('endOf', { app: at.client.name })} onClick={() => void end()}>
        {t('end')}
      </Button>
    </li>
  )
}

/** The apps that one sign-in here opened; nothing when there are none. */
export function SignedInWith({ session }: { session: string }) {
  const t = useTranslations('apps')
  const { data } = useQuery(signInsQuery)
  const here = data?.items.filter((s) => s.session === session) ?? []
  if (here.length === 0) return null
  return (
    <div className="w-full pl-11 text-small">
      <span className="text-ink2">{t('with')}</span>
      <ul>
        {here.map((s) => (
          <One key={s.id} at={s} />
        ))}
      </ul>
    </div>
  )
}
