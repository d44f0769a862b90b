import { useTranslations } from '../../lib/i18n'
import { StatusDot } from '../../ui/Marks'
import { dots, type StateName } from './states'

/** The state of a relationship in a word, a shape and a colour; the same words on both sides. */
export function RelationshipState({ state }: { state: StateName }) {
  const t = useTranslations('trading.state')
  return <StatusDot kind={dots[state]}>{t(state)}</StatusDot>
}
