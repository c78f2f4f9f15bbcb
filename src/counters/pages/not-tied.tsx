/** A device that is tied to no office, or was revoked. */
export function NotTied({ what }: { what: string }) {
  return (
    <section className="untied">
      <h1>{what} chưa được cấp quyền</h1>
      <p>Thiết bị này chưa được cấp quyền, hoặc quyền đã bị thu hồi.</p>
      <p>
        Người quản trị mở trang “Lấy số, màn hình”, thêm thiết bị, rồi mở đường dẫn được cấp trên chính thiết
        bị này.
      </p>
    </section>
  )
}
