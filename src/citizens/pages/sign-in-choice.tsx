interface Problem {
  at: string
  sentence: string
  typed?: string
}

interface SignInChoiceProps {
  officeId: string
  ways: {
    officeName: string
    providerName: string | null
    guests: { email: boolean; sms: boolean }
  }
  /** Where the way to the provider begins. */
  begin: string
  /** What went wrong on an earlier try; empty for nothing. */
  words: string
  problem: Problem | undefined
}

/** How one may sign in at an office, or confirm an address there. */
export function SignInChoice({ officeId, ways, begin, words, problem }: SignInChoiceProps) {
  const { officeName, providerName, guests } = ways
  const hasGuests = guests.email || guests.sms
  return (
    <>
      <h1>Đăng nhập để nộp và theo dõi hồ sơ</h1>
      <p>{officeName}</p>
      {words ? (
        <p className="wrong" role="alert">
          {words}
        </p>
      ) : null}
      {providerName ? (
        <section className="card" aria-labelledby="tai-khoan">
          <h2 id="tai-khoan">Có tài khoản {providerName}</h2>
          <p>Bạn sang trang của {providerName} để đăng nhập, rồi tự động trở lại đây.</p>
          <p>
            <a className="button" href={begin}>
              Đăng nhập bằng {providerName}
            </a>
          </p>
        </section>
      ) : null}
      {hasGuests ? (
        <GuestForm {...{ officeId, guests, problem, hasProvider: providerName !== null }} />
      ) : null}
      {providerName || hasGuests ? null : (
        <p className="card">
          Hiện chưa có cách đăng nhập nào dùng được. Hãy đến bộ phận một cửa của đơn vị, hoặc thử lại sau.
        </p>
      )}
    </>
  )
}

interface GuestFormProps {
  officeId: string
  guests: { email: boolean; sms: boolean }
  problem: Problem | undefined
  hasProvider: boolean
}

function GuestForm({ officeId, guests, problem, hasProvider }: GuestFormProps) {
  const wrong = problem?.at === 'dia-chi' ? problem : undefined
  const label =
    guests.email && guests.sms ? 'Thư điện tử hoặc số di động' : guests.email ? 'Thư điện tử' : 'Số di động'
  return (
    <form method="post" className="card" noValidate aria-labelledby="khach">
      <h2 id="khach">{hasProvider ? 'Không có tài khoản' : 'Xác nhận địa chỉ của bạn'}</h2>
      <p>Bạn nhận một mã 6 chữ số và nhập mã đó ở trang sau. Một số thủ tục vẫn cần đăng nhập tài khoản.</p>
      <input type="hidden" name="don-vi" value={officeId} />
      <label htmlFor="dia-chi">{label}</label>
      {wrong ? (
        <p className="wrong" role="alert" id="dia-chi-loi">
          {wrong.sentence}
        </p>
      ) : null}
      <input
        id="dia-chi"
        name="dia-chi"
        type={guests.sms ? 'text' : 'email'}
        autoComplete={guests.email ? 'email' : 'tel'}
        maxLength={254}
        required
        defaultValue={wrong?.typed}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? 'dia-chi-loi' : undefined}
      />
      <button type="submit" name="viec" value="xin-ma">
        Gửi mã cho tôi
      </button>
    </form>
  )
}

/** Where one installation serves several offices: which of them. */
export function OfficeChoice({ offices }: { offices: readonly { name: string; to: string }[] }) {
  return (
    <>
      <h1>Đăng nhập để nộp và theo dõi hồ sơ</h1>
      {offices.length === 0 ? (
        <p className="card">
          Đơn vị chưa mở đăng nhập cho công dân. Bạn vẫn <a href="/tra-cuu">tra cứu hồ sơ</a> được bằng mã, và
          nộp hồ sơ tại bộ phận một cửa.
        </p>
      ) : (
        <section className="card" aria-labelledby="don-vi">
          <h2 id="don-vi">Bạn cần nơi nào?</h2>
          <ul>
            {offices.map(({ name, to }) => (
              <li key={to}>
                <a href={to}>{name}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
