import type { Config } from '@react-router/dev/config'

/** Pages live inside their slices, so the whole of src/ is React Router's application directory. */
export default { appDirectory: 'src', ssr: true } satisfies Config
