import { CircleMinus, CirclePlus, TriangleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import type { Contradiction, Reason } from './pair'
import { useReasonWords } from './words'

/** What contradicts, each in a sentence; such a pair is never confirmed without a person. */
export function Contradictions({ list }: { list: readonly Contradiction[] }) {
  const t = useTranslations('matching')
  const { contradiction } = useReasonWords()
  if (list.length === 0) return null
  return (
    <div className="flex gap-2 border-y border-bad bg-bad-bg px-4 py-2 text-bad">
      <TriangleAlert aria-hidden className="mt-1" />
      <div className="min-w-0">
        <span className="font-strong">{t('contradicts')}</span>
        <ul className="wrap-anywhere">
          {[...new Set(list.map(contradiction))].map((said) => (
            <li key={said}>{said}</li>
          ))}
        </ul>
      </div>
    </div>
  )
}

function List({ title, icon, reasons, say }: { title: string; icon: ReactNode; reasons: readonly Reason[]; say: (reason: Reason) => ReactNode }) {
  const id = useId()
  if (reasons.length === 0) return null
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h3 id={id} className="flex items-center gap-1.5 text-small text-ink2">
        {icon}
        {title}
      </h3>
      <ul className="grid gap-0.5 wrap-anywhere">
        {reasons.map((r) => (
          <li key={r.topic}>{say(r)}</li>
        ))}
      </ul>
    </section>
  )
}

/** Without a model these say again what the name says. */
const echoes: readonly Reason['topic'][] = ['words', 'text']

const speaksFor = (r: Reason) => (r.weight === 0 ? r.both.length > 0 : r.weight > 0)

/** What speaks for the pair and what against, the strongest first. */
export function Reasons({ list }: { list: readonly Reason[] }) {
  const t = useTranslations('matching')
  const words = useReasonWords()
  const told = list.filter((r) => r.weight !== 0 || !echoes.includes(r.topic))
  return (
    <div className="grid gap-3 px-4 py-3 tablet:grid-cols-2">
      <List title={t('for')} icon={<CirclePlus aria-hidden className="text-best-ink" />} reasons={told.filter(speaksFor)} say={words.speaksFor} />
      <List title={t('against')} icon={<CircleMinus aria-hidden className="text-warn" />} reasons={told.filter((r) => !speaksFor(r))} say={words.against} />
    </div>
  )
}
