import { Eye, EyeOff } from 'lucide-react'
import { useTranslations } from '../../lib/i18n'
import { useDisclosureInWords, type Disclosed } from './disclosureInWords'
import type { Side } from './states'

/** What is shown and what is not, one line each; what is hidden is said as plainly as what is shown. */
export function Disclosure({ disclosed, side }: { disclosed: Disclosed; side: Side }) {
  const words = useDisclosureInWords(side)
  const t = useTranslations('trading.disclosure')
  return (
    <dl aria-label={t('label', { side })} className="grid gap-2">
      {words(disclosed).map(({ key, title, text, shown }) => (
        <div key={key} className="flex gap-2.5">
          <dt className="flex w-36 flex-none items-start gap-2 text-ink2">
            {shown ? <Eye aria-hidden className="mt-0.5 text-accent" /> : <EyeOff aria-hidden className="mt-0.5" />}
            {title}
          </dt>
          <dd className={shown ? 'min-w-0 wrap-anywhere' : 'min-w-0 text-ink2'}>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
