interface TrackingFormProps {
  typed: string
  problem?: string | undefined
}

/** Asks for the code; a plain GET, so that it needs no script and can be kept as a bookmark. */
export function TrackingForm({ typed, problem }: TrackingFormProps) {
  return (
    <form className="card" method="get" action="/tra-cuu">
      <label htmlFor="ma">Mã hồ sơ</label>
      <p className="hint" id="ma-huong-dan">
        Ví dụ: H56.22.17-20260324-0000001. Viết thường, viết hoa hay có dấu cách đều được.
      </p>
      {problem ? (
        <p className="wrong" id="ma-sai" role="alert">
          {problem}
        </p>
      ) : null}
      <input
        id="ma"
        name="ma"
        required
        maxLength={300}
        defaultValue={typed}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? 'ma-sai ma-huong-dan' : 'ma-huong-dan'}
      />
      <button type="submit">Tra cứu</button>
    </form>
  )
}
