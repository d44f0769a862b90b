// A rule in plain words. Owns: how rules read. Does not own: what they mean; the hub evaluates them.
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatMoney } from '../../lib/money'
import type { Rule, Stage, Who } from './queries'

export type Names = { seats: ReadonlyMap<string, string>; suppliers: ReadonlyMap<string, string> }

export function useWhoName({ seats }: Names) {
  const t = useTranslations('approval')
  return ({ seat, role }: Who) => (seat ? (seats.get(seat) ?? t('rules.gone')) : role ? t(`role.${role}`) : '')
}

/** “A purchase above ¥10,000.00 at Farnell needs Wang, then Owner.” */
export function useSentence(names: Names) {
  const t = useTranslations('approval')
  const lang = useLocale()
  const who = useWhoName(names)
  const or = (all: readonly string[]) => new Intl.ListFormat(lang, { type: 'disjunction' }).format(all)
  const and = (all: readonly string[]) => new Intl.ListFormat(lang, { type: 'conjunction' }).format(all)
  const stage = ({ who: all, quorum }: Stage) => {
    const called = all.map(who)
    if (quorum === 1) return or(called)
    if (quorum > 1) return t('someOf', { count: quorum, names: and(called) })
    const only = all.length === 1 ? all[0] : undefined
    return only?.role ? t('sentence.everybody', { role: t(`role.${only.role}`) }) : t('allOf', { names: and(called) })
  }
  const what = ({ when }: Pick<Rule, 'when'>) => {
    const { above, suppliers = [], categories = [], seats = [], roles = [] } = when
    const amount = above && formatMoney(lang, above)
    const orderers = [...seats.map((seat) => who({ seat })), ...roles.map((role) => who({ role }))]
    const parts = [
      orderers.length > 0 && t('sentence.byThese', { names: or(orderers) }),
      suppliers.length > 0 && t('sentence.at', { names: or(suppliers.map((s) => names.suppliers.get(s) ?? t('rules.gone'))) }),
      when.new_supplier && t('sentence.atNew'),
      categories.length > 0 && t('sentence.ofCategories', { names: or(categories) }),
      amount && (above.period ? t('sentence.aboveIn', { amount, period: above.period }) : t('sentence.above', { amount })),
    ].filter((p): p is string => typeof p === 'string')
    if (parts.length === 0) return t('sentence.all')
    return lang === 'en' ? [t('sentence.purchase'), ...parts].join(' ') : `${parts.join('、')}${t('sentence.purchase')}`
  }
  return (rule: Pick<Rule, 'when' | 'stages'>) => t('sentence.needs', { what: what(rule), whom: rule.stages.map(stage).join(lang === 'en' ? ', then ' : '，然后 ') })
}
