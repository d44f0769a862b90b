import { Link } from '@tanstack/react-router'
import { CreditCard, PackageCheck, ShieldCheck, Truck } from 'lucide-react'
import { useTranslations } from '../../lib/i18n'
import { mayOf, type Seat } from '../../shell/session'
import { buttonClass } from '../../ui/Button'
import type { Side } from './queries'

/** From the orders of a company to what belongs to them: approvals, credit where the seat may look, and deliveries. */
export function Ways({ seat, side }: { seat: Seat; side: Side }) {
  const t = useTranslations('ordering.ways')
  const credit = !mayOf(seat, side === 'buyer' ? 'credit.own.read' : 'credit.account.read').disabled
  const company = seat.company.id
  return side === 'buyer' ? (
    <>
      <Link to="/orders/$" params={{ _splat: 'approvals' }} className={buttonClass('quiet')}>
        <ShieldCheck aria-hidden />
        {t('approvals')}
      </Link>
      {credit && (
        <Link to="/orders/$" params={{ _splat: 'credit' }} className={buttonClass('quiet')}>
          <CreditCard aria-hidden />
          {t('credit.buyer')}
        </Link>
      )}
      <Link to="/orders/$" params={{ _splat: 'shipments' }} className={buttonClass()}>
        <PackageCheck aria-hidden />
        {t('delivery.buyer')}
      </Link>
    </>
  ) : (
    <>
      {credit && (
        <Link to="/c/$company/orders/$" params={{ company, _splat: 'credit' }} className={buttonClass('quiet')}>
          <CreditCard aria-hidden />
          {t('credit.supplier')}
        </Link>
      )}
      <Link to="/c/$company/orders/$" params={{ company, _splat: 'shipments' }} className={buttonClass()}>
        <Truck aria-hidden />
        {t('delivery.supplier')}
      </Link>
    </>
  )
}
