// The pages of the settings: what they are called, who may see them, and what stands on them.
import {
  CalendarClock,
  Clock,
  FolderCog,
  KeyRound,
  ListChecks,
  type LucideIcon,
  ScrollText,
  ShieldHalf,
  UserRound,
  Users,
  UsersRound,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { Need } from '@/lib/role';
import { t } from '@/lib/strings';
import { AuditPage } from '../audit/AuditPage';
import { JobsPage } from '../jobs/JobsPage';
import { KeysPage } from '../keys/KeysPage';
import { MembersPage } from '../members/MembersPage';
import { PeoplePage } from '../people/PeoplePage';
import { PrivacyPage } from '../privacy/PrivacyPage';
import { ProfilePage } from '../profile/ProfilePage';
import { ProjectPage } from '../project/ProjectPage';
import { RetentionPage } from '../retention/RetentionPage';
import { RulesPage } from '../rules/RulesPage';

export type PageId = keyof typeof t.settings.pages;

export interface SettingsPage {
  id: PageId;
  name: string;
  icon: LucideIcon;
  group: 'project' | 'installation' | 'you';
  need: Need | null;
  content: ComponentType;
}

const page = (
  id: PageId,
  group: SettingsPage['group'],
  need: Need | null,
  icon: LucideIcon,
  content: ComponentType,
): SettingsPage => ({ id, group, need, icon, content, name: t.settings.pages[id] });

export const SETTINGS_PAGES: readonly SettingsPage[] = [
  page('project', 'project', 'viewer', FolderCog, ProjectPage),
  page('keys', 'project', 'admin', KeyRound, KeysPage),
  page('members', 'project', 'admin', Users, MembersPage),
  page('retention', 'project', 'admin', CalendarClock, RetentionPage),
  page('rules', 'project', 'viewer', ListChecks, RulesPage),
  page('privacy', 'project', 'admin', ShieldHalf, PrivacyPage),
  page('audit', 'project', 'admin', ScrollText, AuditPage),
  page('people', 'installation', 'owner', UsersRound, PeoplePage),
  page('jobs', 'installation', 'owner', Clock, JobsPage),
  page('profile', 'you', null, UserRound, ProfilePage),
];
