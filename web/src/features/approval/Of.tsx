// What other pages say of approvals.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useTranslations } from '../../lib/i18n'
import { ofPurchaseQuery } from './queries'

/** That a purchase was approved, with the way to who said what; nothing where it needed nobody's word. */
export function ApprovalOf({ company, purchase }: { company: string; purchase: string }) {
  const t = useTranslations('approval')
  const { data } = useQuery(ofPurchaseQuery(company, purchase))
  if (!data) return null
  return (
    <Link to="/orders/$" params={{ _splat: `approvals/${data.id}` }} className="flex items-center gap-2 rounded-card border border-line bg-surface px-4 py-3">
      <ShieldCheck aria-hidden />
      {t('state.placed')}
    </Link>
  )
}
