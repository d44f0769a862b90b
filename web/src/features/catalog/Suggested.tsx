/** What a field that takes any text suggests, named by its `list`. */
export const Suggested = ({ id, values }: { id: string; values: readonly string[] }) => (
  <datalist id={id}>
    {values.map((v) => (
      <option key={v} value={v}>
        {v}
      </option>
    ))}
  </datalist>
)
