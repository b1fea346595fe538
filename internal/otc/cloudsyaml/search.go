package cloudsyaml

import "path/filepath"

// Search lists the places where files are searched. Of each kind, the first file that exists is read.
type Search struct {
	File    string   // a clouds.yaml with any name, searched before the folders; "" for none
	Folders []string // in order of precedence
}

// NewSearch returns the standard places: the file OS_CLIENT_CONFIG_FILE, the working folder, the configuration of the
// user, and that of the machine. The home folder is "" if the user has none.
func NewSearch(getenv func(string) string, home string) Search {
	s := Search{File: getenv("OS_CLIENT_CONFIG_FILE"), Folders: []string{"."}}
	if home != "" {
		s.Folders = append(s.Folders, filepath.Join(home, ".config", "openstack"))
	}
	s.Folders = append(s.Folders, "/etc/openstack")
	return s
}

// paths lists the files of a kind, which is clouds, secure or clouds-public.
func (s Search) paths(kind string) []string {
	folders := s.Folders
	var paths []string
	if s.File != "" {
		if kind == "clouds" {
			paths = append(paths, s.File)
		} else {
			// The other files are in the same folder as OS_CLIENT_CONFIG_FILE.
			folders = append([]string{filepath.Dir(s.File)}, folders...)
		}
	}
	for _, folder := range folders {
		for _, extension := range []string{".yaml", ".yml", ".json"} {
			path := filepath.Join(folder, kind+extension)
			if absolute, err := filepath.Abs(path); err == nil {
				path = absolute
			}
			paths = append(paths, path)
		}
	}
	return paths
}
