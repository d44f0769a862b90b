import { EyeOff } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import type { Shows } from './queries'

/** What this supplier does not show, said once and plainly. */
export function Hidden({ shows }: { shows: Shows }) {
  const t = useTranslations('offers')
  const hidden = [
    shows.catalogue === 'part' && t('kind.rest'),
    shows.price === 'none' && t('kind.price'),
    shows.stock === 'none' && t('kind.stock'),
    !shows.lead_time && t('kind.lead'),
    !shows.promotions && t('kind.promotions'),
    !shows.documents && t('kind.documents'),
  ].filter((word) => word !== false)
  if (hidden.length === 0) return null
  return (
    <p className="flex items-start gap-2 text-small text-ink2">
      <EyeOff aria-hidden className="mt-0.5" />
      {t('hides', { what: hidden.join(t('comma')) })}
    </p>
  )
}
