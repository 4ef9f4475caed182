import { complaintStates } from './complaint-states';
import { serviceCases } from './service-cases';
import type { DerivedTable } from './table';

export type { DerivedTable };

export const derivedTables: readonly DerivedTable[] = [serviceCases, complaintStates];
