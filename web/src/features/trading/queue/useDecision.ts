// Sends a decision on what was read. When a colleague was faster it says what holds now, and the next try is made on that.
import { useState } from 'react'
import { useDeed } from '../../../lib/useDeed'
import { queryClient } from '../../../lib/query'
import { toProblem } from '../../../lib/problem'
import { decide, relationshipQuery, type Act, type Decision, type Held, type RelationshipDetail } from '../supplierQueries'

export function useDecision(company: string, buyer: string, first: Held<RelationshipDetail>, onDone: (now: RelationshipDetail) => void) {
  const [base, setBase] = useState(first)
  const [overtaken, setOvertaken] = useState(false)
  const deed = useDeed()
  const send = (body: Decision) =>
    deed.run(async () => {
      try {
        const now = await decide(company, buyer, base.etag, body)
        onDone(now.value)
      } catch (error) {
        if (toProblem(error).status !== 412) throw error
        setBase(await queryClient.fetchQuery({ ...relationshipQuery(company, buyer), staleTime: 0 }))
        setOvertaken(true)
      }
    })
  return { ...deed, send, now: base.value, overtaken, possible: (act: Act) => base.value.may.includes(act) }
}
