import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { components } from '../../../api/sso.gen'
import { api, ok } from '../../../lib/api'
import { deviceZone, formatInstant } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { queryClient } from '../../../lib/query'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, type Column } from '../../../ui/DataTable'
import { ConfirmDialog } from '../../../ui/lazy'
import { StatusDot } from '../../../ui/Marks'
import { PageHeader } from '../../../ui/Page'
import { ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'

type Key = components['schemas']['SigningKey']

const dots = { next: 'waiting', current: 'done', former: 'off' } as const

const keysQuery = (company: string) =>
  queryOptions({ queryKey: ['keys', company], queryFn: ({ signal }) => ok(api.GET('/api/operator/{company}/sso/keys', { params: { path: { company } }, signal })) })

/** The keys that the hub vouches with, for its operator. */
export function Page() {
  const t = useTranslations('keys')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery(keysQuery(company))
  const [asking, setAsking] = useState(false)
  const write = mayOf(seat, 'sso.key.write')
  const columns: Column<Key>[] = [
    { key: 'kid', title: t('key'), main: true, cell: (k) => <span className="num wrap-anywhere">{k.kid}</span> },
    { key: 'use', title: t('use'), cell: (k) => <StatusDot kind={dots[k.use]}>{t(k.use)}</StatusDot> },
    { key: 'since', title: t('since'), num: true, cell: (k) => formatInstant(k.created_at, deviceZone) },
    { key: 'until', title: t('until'), num: true, cell: (k) => formatInstant(k.retires_at, deviceZone) },
  ]
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          write.shown && (
            <Button disabled={write.disabled} onClick={() => setAsking(true)} className="max-tablet:w-full">
              {t('rotate')}
            </Button>
          )
        }
      />
      <p className="max-w-3xl px-4 pt-4 text-ink2">{t('lead')}</p>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton lines={4} />}
      {data && (
        <div className="p-4 max-tablet:px-0">
          <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('title')} columns={columns} rows={data.items} rowKey={(k) => k.kid} />
          </div>
        </div>
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        kind="primary"
        title={t('rotateTitle')}
        description={t('rotateText')}
        action={t('rotate')}
        onConfirm={async () => {
          queryClient.setQueryData(keysQuery(company).queryKey, await ok(api.POST('/api/operator/{company}/sso/keys', { params: { path: { company } } })))
          toast(t('rotated'))
        }}
      />
    </>
  )
}
