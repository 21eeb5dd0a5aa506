require ["fileinto", "mailbox", "variables"];
if header :is "X-Lab-Junk" "yes" {
  fileinto "@JUNK@";
} elsif header :matches "X-Lab-Folder" "*" {
  fileinto :create "${1}";
}
