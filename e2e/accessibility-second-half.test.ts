import { describePages } from './every-page.ts'

describePages(1)
