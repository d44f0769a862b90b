declare module 'virtual:pseudo' {
  const texts: Record<string, unknown>
  export default texts
}
