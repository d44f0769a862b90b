import { useQuery } from '@tanstack/react-query'
import { ExternalLink, PlugZap } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone, formatAgo } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { useNow } from '../../../lib/useNow'
import { Button, buttonClass } from '../../../ui/Button'
import { ConfirmDialog } from '../../../ui/lazy'
import { Seal } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { appsQuery, type App } from './queries'

function Row({ app, onRevoke }: { app: App; onRevoke: () => void }) {
  const t = useTranslations()
  const lang = useLocale()
  const now = useNow()
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3">
      <Seal name={app.supplier.name} filled />
      <div className="grid min-w-0 flex-1 basis-64">
        <span className="font-strong wrap-anywhere">{app.client.name}</span>
        <span className="text-small wrap-anywhere">{t('apps.by', { supplier: app.supplier.name, company: app.company.name })}</span>
        <span className="text-small text-ink2">{t('apps.learns', { scopes: app.scopes.map((s) => t(`sso.scope.${s}`)).join(t('shell.comma')) })}</span>
        <span className="text-small text-ink2">
          {t('apps.since', { at: dayOf(app.granted_at, deviceZone) })} · {app.last_used_at ? t('apps.used', { ago: formatAgo(lang, app.last_used_at, now) }) : t('apps.never')}
        </span>
      </div>
      <span className="flex gap-2">
        {app.client.home_uri && (
          <a href={app.client.home_uri} target="_blank" rel="noreferrer" className={buttonClass('plain')}>
            {t('apps.open')} <ExternalLink aria-hidden />
          </a>
        )}
        <Button kind="quiet" className="text-bad!" aria-label={t('apps.revokeOf', { app: app.client.name })} onClick={onRevoke}>
          {t('apps.revoke')}
        </Button>
      </span>
    </li>
  )
}

/** Which apps of suppliers were let in with this account. */
export function Page() {
  const t = useTranslations('apps')
  const { data, error, refetch } = useQuery(appsQuery)
  const [asking, setAsking] = useState<App | null>(null)
  const revoke = async (app: App) => {
    await api.DELETE('/api/sso/apps/{app}', { params: { path: { app: app.id } } })
    await queryClient.invalidateQueries({ queryKey: ['apps'] })
    toast(t('revoked', { app: app.client.name }))
  }
  return (
    <>
      <PageHeader title={t('title')} note={data && data.items.length > 0 && t('count', { count: data.items.length })} />
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={6} />}
      {data?.items.length === 0 && <EmptyState icon={<PlugZap aria-hidden />} text={t('none')} />}
      {data && data.items.length > 0 && (
        <div className="max-w-4xl p-4 max-tablet:p-0">
          <p className="pb-3 text-ink2 max-tablet:p-4">{t('lead')}</p>
          <ul className="divide-y divide-line border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            {data.items.map((app) => (
              <Row key={app.id} app={app} onRevoke={() => setAsking(app)} />
            ))}
          </ul>
        </div>
      )}
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t('revokeTitle', { app: asking?.client.name ?? '' })}
        description={t('revokeText', { supplier: asking?.supplier.name ?? '' })}
        action={t('revokeDo', { app: asking?.client.name ?? '' })}
        onConfirm={() => (asking ? revoke(asking) : undefined)}
      />
    </>
  )
}
