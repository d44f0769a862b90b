// Reasons, contradictions and grounds in words.
import { useLocale, useTranslations } from '../../lib/i18n'
import { region } from '../../lib/money'
import type { Lang } from '../../lib/prefs'
import type { Contradiction, Reason } from './pair'

export type Ground = 'barcode' | 'part_number' | 'model' | 'operator' | 'supplier'

export function useReasonWords() {
  const t = useTranslations('matching')
  const list = (values: readonly string[]) => values.join(t('comma'))
  /** Said where there is nothing to quote: how the candidate stands among others and what its details are together have no words of their own. */
  const bare = (topic: Reason['topic'], side: 'yes' | 'no') => (topic === 'rivals' || topic === 'attribute' ? t(`${topic}.${side}`) : t(`bare.${side}`, { topic: t(`topic.${topic}`) }))
  return {
    contradiction: ({ kind, left, right }: Contradiction) => (kind === 'refused' || kind === 'supplier_twice' ? t(`contradiction.${kind}`) : t(`contradiction.${kind}`, { left, right })),
    speaksFor: ({ topic, both, left, right }: Reason) => {
      if (both.length > 0) return t('quote', { topic: t(`topic.${topic}`), words: list(both) })
      return left.length > 0 && right.length > 0 ? t('near', { topic: t(`topic.${topic}`), left: list(left), right: list(right) }) : bare(topic, 'yes')
    },
    against: ({ topic, both, left, right }: Reason) => {
      if (left.length > 0 && right.length > 0) return t('differ', { topic: t(`topic.${topic}`), left: list(left), right: list(right) })
      const alone = left.length > 0 ? left : right
      if (alone.length > 0) return t('onlyOne', { topic: t(`topic.${topic}`), words: list(alone) })
      return both.length > 0 ? t('little', { topic: t(`topic.${topic}`), words: list(both) }) : bare(topic, 'no')
    },
  }
}

/** A share as a percentage with so many decimals at most. */
export const percentOf = (lang: Lang, share: number, digits: number) => new Intl.NumberFormat(region(lang), { style: 'percent', maximumFractionDigits: digits }).format(share)

const steps = [
  [0.98, 'surely'],
  [0.8, 'probably'],
  [0.5, 'perhaps'],
  [0.2, 'doubtful'],
  [0, 'hardly'],
] as const

/** How sure the hub is, in words and in figures; never a full hundred, which nobody knows. */
export function useConfidence() {
  const t = useTranslations('matching.confidence')
  const lang = useLocale()
  return (share: number) => {
    const [, word] = steps.find(([least]) => share >= least) ?? [0, 'hardly']
    const shown = Math.min(0.999, Math.max(0.001, share))
    return { words: t(word), figure: percentOf(lang, shown, shown > 0.99 || shown < 0.01 ? 1 : 0) }
  }
}
