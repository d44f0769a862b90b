import { RotateCw } from 'lucide-react'
import { deviceZone, formatDay } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import type { Last } from './queries'

/** What was bought last, one press away from being bought again. */
export function Again({ last, first, onAgain }: { last: Last; first: boolean; onAgain: (last: Last) => void }) {
  const t = useTranslations('box.last')
  const lang = useLocale()
  const suppliers = [...new Set(last.lines.map((l) => l.supplier_name))]
  return (
    <section aria-label={t('title')} className="grid gap-3 rounded-card border border-line bg-surface p-4">
      <div className="grid gap-1">
        <h2 className="text-lead font-strong">{last.reference || t('title')}</h2>
        <p className="num text-small text-ink2">{[last.at && formatDay(lang, last.at, deviceZone), t('lines', { count: last.lines.length }), suppliers.join(t('comma'))].filter(Boolean).join(' · ')}</p>
        <p className="line-clamp-2 text-small text-ink2">{last.lines.slice(0, 6).map((l) => l.name).join(t('comma'))}</p>
      </div>
      <Button kind={first ? 'primary' : 'plain'} icon={<RotateCw aria-hidden />} onClick={() => onAgain(last)} className="h-12! justify-self-start max-tablet:w-full">
        {t('again')}
      </Button>
    </section>
  )
}
