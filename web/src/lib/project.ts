import { createContext, useContext } from 'react';

/** The project that the page is about; the shell sets it. */
export const ProjectContext = createContext('default');

export const useProject = () => useContext(ProjectContext);
