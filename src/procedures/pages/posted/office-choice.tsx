/** Where an installation serves several offices, the visitor chooses one first; a plain link each. */
export function OfficeChoice(props: {
  offices: readonly { agencyCode: string; name: string }[]
  path: string
}) {
  const { offices, path } = props
  return (
    <>
      <h1>Thủ tục hành chính</h1>
      <section className="card" aria-labelledby="chon-noi">
        <h2 id="chon-noi">Chọn xã, phường</h2>
        {offices.length === 0 ? <p>Chưa có đơn vị nào niêm yết thủ tục trên hệ thống này.</p> : null}
        <ul>
          {offices.map(({ agencyCode, name }) => (
            <li key={agencyCode}>
              <a href={`${path}?${new URLSearchParams({ 'don-vi': agencyCode })}`}>{name}</a>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
