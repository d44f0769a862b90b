import { Link } from '@tanstack/react-router'
import { PackageCheck, Truck } from 'lucide-react'
import { useTranslations } from '../../lib/i18n'
import { buttonClass } from '../../ui/Button'
import type { Side } from './queries'

/** From the orders to what is under way: receiving on one side, shipping on the other. */
export function DeliveryLink({ company, side }: { company: string; side: Side }) {
  const t = useTranslations('fulfilment')
  return side === 'buyer' ? (
    <Link to="/orders/$" params={{ _splat: 'shipments' }} className={buttonClass()}>
      <PackageCheck aria-hidden />
      {t('incoming')}
    </Link>
  ) : (
    <Link to="/c/$company/orders/$" params={{ company, _splat: 'shipments' }} className={buttonClass()}>
      <Truck aria-hidden />
      {t('sent')}
    </Link>
  )
}
