package cloudsyaml

import "path/filepath"

// Search says where files are looked for; the first of each kind that exists is read.
type Search struct {
	File    string   // a clouds.yaml of any name, which comes before those of the folders; "" for none
	Folders []string // in order
}

// NewSearch gives the usual places: the file of OS_CLIENT_CONFIG_FILE, the working folder, the
// user's configuration, the machine's. home is "" where the user has none.
func NewSearch(getenv func(string) string, home string) Search {
	s := Search{File: getenv("OS_CLIENT_CONFIG_FILE"), Folders: []string{"."}}
	if home != "" {
		s.Folders = append(s.Folders, filepath.Join(home, ".config", "openstack"))
	}
	s.Folders = append(s.Folders, "/etc/openstack")
	return s
}

// paths lists the files of a kind: clouds, secure or clouds-public.
func (s Search) paths(kind string) []string {
	folders := s.Folders
	var paths []string
	if s.File != "" {
		if kind == "clouds" {
			paths = append(paths, s.File)
		} else {
			// What belongs to a file elsewhere is kept beside it.
			folders = append([]string{filepath.Dir(s.File)}, folders...)
		}
	}
	for _, folder := range folders {
		for _, ending := range []string{".yaml", ".yml", ".json"} {
			path := filepath.Join(folder, kind+ending)
			if absolute, err := filepath.Abs(path); err == nil {
				path = absolute
			}
			paths = append(paths, path)
		}
	}
	return paths
}
