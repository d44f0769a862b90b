import { lazy, Suspense, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { mayOf, type Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Section } from '../../../ui/Page'
import { EmptyState } from '../../../ui/States'
import { InviteList } from '../invites/InviteList'
import type { Customer } from '../supplierQueries'

const NewInvite = lazy(() => import('../invites/NewInvite').then((m) => ({ default: m.NewInvite })))

/** How this customer was asked to come in. */
export function InvitesTab({ seat, customer }: { seat: Seat; customer: Customer }) {
  const t = useTranslations('customers')
  const [open, setOpen] = useState(false)
  const write = mayOf(seat, 'trading.customer.write')
  const { id, code, name, buyer } = customer.customer
  const may = write.shown && !buyer
  const button = may && (
    <Button kind="primary" disabled={write.disabled} onClick={() => setOpen(true)}>
      {t('inviteDo')}
    </Button>
  )
  return (
    <>
      <Section title={t('tab.invites')} actions={button}>
        <div className="-m-4">
          <InviteList seat={seat} customer={id} empty={<EmptyState text={buyer ? t('claimedBy', { name: buyer.name }) : t('notInvited')} />} />
        </div>
      </Section>
      <Suspense>{open && <NewInvite seat={seat} customer={{ id, code, name }} onClose={() => setOpen(false)} />}</Suspense>
    </>
  )
}
