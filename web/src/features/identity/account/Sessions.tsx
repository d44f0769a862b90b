import { queryOptions, useQuery } from '@tanstack/react-query'
import { Monitor, Smartphone } from 'lucide-react'
import { useState } from 'react'
import type { components } from '../../../api/identity.gen'
import { api, ok } from '../../../lib/api'
import { deviceZone, formatAgo, formatInstant } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { toProblem, useProblemText } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import { signOut } from '../../../shell/signOut'
import { Button } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { SignedInWith } from '../../sso/apps/SignedInWith'
import { device } from './agent'

type Entry = components['schemas']['SessionEntry']

const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: ({ signal }) => ok(api.GET('/api/sessions', { signal })) })

function Row({ entry }: { entry: Entry }) {
  const t = useTranslations('account')
  const shell = useTranslations('shell')
  const lang = useLocale()
  const now = useNow()
  const { text } = useProblemText()
  const [busy, setBusy] = useState(false)
  const { name, phone } = device(entry.agent)
  const Icon = phone ? Smartphone : Monitor
  const end = async () => {
    setBusy(true)
    try {
      if (entry.current) return await signOut()
      await api.DELETE('/api/sessions/{session}', { params: { path: { session: entry.id } } })
      await Promise.all([queryClient.invalidateQueries({ queryKey: ['sessions'] }), queryClient.invalidateQueries({ queryKey: ['apps'] })])
      toast(t('ended', { name: name || t('unknown') }))
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <Icon aria-hidden className="text-h1 text-ink2" />
      <div className="grid min-w-0 flex-1">
        <span className="font-strong wrap-anywhere" title={entry.agent}>
          {name || t('unknown')}
          {entry.current && <span className="ml-2 rounded-small bg-best px-1.5 text-small font-normal text-best-ink">{t('here')}</span>}
        </span>
        <span className="text-small text-ink2">
          {entry.current ? t('now') : t('used', { ago: formatAgo(lang, entry.last_used_at, now) })}
          {entry.ip && ` · ${entry.ip}`} · {t('since', { at: formatInstant(entry.created_at, deviceZone) })}
        </span>
      </div>
      <Button kind="quiet" busy={busy} className="text-bad!" onClick={() => void end()}>
        {entry.current ? shell('signOut') : t('end')}
      </Button>
      <SignedInWith session={entry.id} />
    </li>
  )
}

/** Where the account is signed in. */
export function Page() {
  const t = useTranslations('account')
  const { data, error, refetch } = useQuery(sessionsQuery)
  const [asking, setAsking] = useState(false)
  const others = data?.items.filter((s) => !s.current).length ?? 0
  return (
    <>
      <PageHeader
        title={t('sessions')}
        note={data && t('count', { count: data.items.length })}
        actions={
          others > 0 && (
            <Button className="max-tablet:w-full" onClick={() => setAsking(true)}>
              {t('endOthers')}
            </Button>
          )
        }
      />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={6} />}
      {data && (
        <div className="max-w-4xl p-4 max-tablet:p-0">
          <ul className="divide-y divide-line border-line bg-surface max-tablet:border-b tablet:rounded-card tablet:border">
            {data.items.toSorted((a, b) => Number(b.current) - Number(a.current)).map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </ul>
          <p className="p-4 text-small text-ink2">{t('strange')}</p>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('endOthersTitle')}
        description={t('endOthersText', { count: others })}
        action={t('endOthersDo', { count: others })}
        onConfirm={async () => {
          await api.DELETE('/api/sessions')
          await queryClient.invalidateQueries({ queryKey: ['sessions'] })
          toast(t('othersEnded', { count: others }))
        }}
      />
    </>
  )
}
