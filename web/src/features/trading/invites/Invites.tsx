import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { SubPlaces } from '../../../shell/SubPlaces'
import { Button, buttonClass } from '../../../ui/Button'
import { PageHeader } from '../../../ui/Page'
import { Segmented } from '../../../ui/Segmented'
import { EmptyState } from '../../../ui/States'
import type { InviteState } from '../supplierQueries'
import { InviteList } from './InviteList'

const NewInvite = lazy(() => import('./NewInvite').then((m) => ({ default: m.NewInvite })))

export const inviteViews = ['open', 'used', 'expired', 'revoked'] as const satisfies readonly InviteState[]
type Search = { state?: InviteState; new?: boolean }

/** Ways into the supplier's house: who was invited, what of it was used. */
export function Page() {
  const t = useTranslations('invites')
  const seat = useCompanySeat()
  const company = seat.company.id
  const raw = useSearch({ strict: false }) as { state?: string; new?: boolean }
  const search: Search = { new: raw.new, state: inviteViews.find((v) => v === raw.state) }
  const navigate = useNavigate()
  const to = (change: Search) => void navigate({ to: '/c/$company/customers/invites', params: { company }, search: { state: search.state, ...change }, replace: true })
  const write = mayOf(seat, 'trading.customer.write')
  const state = search.state ?? 'open'
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          write.shown && (
            <>
              <Link to="/c/$company/customers" params={{ company }} search={{ state: 'unclaimed' }} className={buttonClass('plain')}>
                {t('many')}
              </Link>
              <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} onClick={() => to({ new: true })}>
                {t('new')}
              </Button>
            </>
          )
        }
      >
        <SubPlaces seat={seat} of="customers" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div className="max-tablet:px-4 print:hidden">
          <Segmented label={t('which')} value={state} onChange={(s) => to({ state: s === 'open' ? undefined : s })} options={inviteViews.map((s) => ({ value: s, label: t(`states.${s}`) }))} />
        </div>
        <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
          <InviteList
            key={state}
            seat={seat}
            state={state}
            empty={<EmptyState text={state === 'open' ? t('none') : t('noneThere')} action={state === 'open' && write.shown && !write.disabled && <Button onClick={() => to({ new: true })}>{t('new')}</Button>} />}
          />
        </div>
      </div>
      <Suspense>{search.new && write.shown && !write.disabled && <NewInvite seat={seat} onClose={() => to({ new: undefined })} />}</Suspense>
    </>
  )
}
